package realm

import (
	"errors"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// CodedError makes an error object as node's own: class is the constructor's name ("TypeError"), code goes to the code property and, as node
// prints it, into the stack's first line.
func (r *Realm) CodedError(class, code, message string) *goja.Object {
	ctor := r.Runtime.Get(class)
	object, err := r.Runtime.New(ctor, r.Runtime.ToValue(message))
	if err != nil {
		return r.Runtime.NewTypeError(message)
	}
	r.MarkCoded(object, code)
	return object
}

// MarkCoded gives an error its code property and a stack that starts with "Name [code]: message".
func (r *Realm) MarkCoded(object *goja.Object, code string) {
	name := object.Get("name").String()
	if stack := object.Get("stack"); stack != nil {
		if rest, ok := strings.CutPrefix(stack.String(), name); ok && !strings.HasPrefix(rest, " [") {
			text := r.Runtime.ToValue(name + " [" + code + "]" + rest)
			_ = object.DefineDataProperty("stack", text, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
	}
	_ = object.Set("code", code)
	if r.codedText == nil {
		r.codedText = r.Function("toString", 0, func(c goja.FunctionCall) goja.Value {
			o := c.This.ToObject(r.Runtime)
			return r.Runtime.ToValue(o.Get("name").String() + " [" + o.Get("code").String() + "]: " + o.Get("message").String())
		})
	}
	_ = object.DefineDataProperty("toString", r.codedText, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// Throw throws a coded error.
func (r *Realm) Throw(class, code, message string) {
	panic(r.CodedError(class, code, message))
}

// Permit throws ERR_ACCESS_DENIED if err is the refusal of a sandbox, with the properties permission and resource that node's has and a message
// that names the flag which would grant the access. Any other err is thrown as it is; nil is no error.
func (r *Realm) Permit(err error) {
	if err != nil {
		panic(r.AccessDenied(err))
	}
}

// AccessDenied is the error object that Permit throws.
func (r *Realm) AccessDenied(err error) *goja.Object {
	var denied *sandbox.AccessError
	if !errors.As(err, &denied) {
		return r.Runtime.NewGoError(err)
	}
	object := r.CodedError("Error", "ERR_ACCESS_DENIED",
		"Access to this API has been restricted. Use "+denied.Flag()+" to manage permissions.")
	_ = object.Set("permission", string(denied.Permission))
	_ = object.Set("resource", denied.Resource)
	return object
}

// NotImplemented throws the coded error of an API that this host lacks.
func (r *Realm) NotImplemented(name string) goja.Value {
	panic(r.CodedError("Error", "ERR_METHOD_NOT_IMPLEMENTED", "The "+name+" method is not implemented"))
}

// ThrowArgType throws ERR_INVALID_ARG_TYPE. expected reads "of type string" or "an instance of Buffer".
func (r *Realm) ThrowArgType(name, expected string, actual goja.Value) {
	kind := "argument"
	if strings.Contains(name, ".") {
		kind = "property"
	}
	subject := `"` + name + `" ` + kind
	if strings.HasSuffix(name, " argument") {
		subject = name
	}
	r.Throw("TypeError", "ERR_INVALID_ARG_TYPE", "The "+subject+" must be "+expected+"."+Received(actual))
}

// ThrowRange throws ERR_OUT_OF_RANGE. wanted reads ">= 0 && <= 5" or "an integer", received is the printed value.
func (r *Realm) ThrowRange(name, wanted, received string) {
	r.Throw("RangeError", "ERR_OUT_OF_RANGE", `The value of "`+name+`" is out of range. It must be `+wanted+`. Received `+received)
}
