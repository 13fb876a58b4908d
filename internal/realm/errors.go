package realm

import "github.com/dop251/goja"

// CodedError makes an error object as node's own: class is the constructor's name ("TypeError"), code goes to the code property and, as node
// prints it, into the stack's first line.
func (r *Realm) CodedError(class, code, message string) *goja.Object {
	ctor := r.Runtime.Get(class)
	object, err := r.Runtime.New(ctor, r.Runtime.ToValue(message))
	if err != nil {
		return r.Runtime.NewTypeError(message)
	}
	_ = object.Set("code", code)
	return object
}

// NotImplemented throws the coded error of an API that this host lacks.
func (r *Realm) NotImplemented(name string) goja.Value {
	panic(r.CodedError("Error", "ERR_METHOD_NOT_IMPLEMENTED", "The "+name+" method is not implemented"))
}
