package realm

import "github.com/dop251/goja"

// GlobalForm says how a property of the global object shows itself to those who ask for its descriptor.
type GlobalForm int

// Whatever the form, a value is made at its first use.
const (
	DataGlobal      GlobalForm = iota // a data property that is not enumerable
	ShownGlobal                       // an enumerable data property
	InterfaceGlobal                   // an accessor until it is used, then a data property: as node itself makes it lazily
	AccessorGlobal                    // always an accessor, with functions named get and set
	AttributeGlobal                   // an enumerable accessor, until it is assigned to
	ReadOnlyGlobal                    // an enumerable accessor without a setter
)

// LazyGlobal defines a property of the global object whose value is made at its first use.
func (r *Realm) LazyGlobal(name string, make func() goja.Value) {
	r.DefineGlobal(name, DataGlobal, make)
}

// DefineGlobal is LazyGlobal for a property that is seen in another form. The accessors that a guest sees are made when it asks for the descriptor:
// reading the property is to cost no call, and a realm is not to make two functions with names for each of a hundred globals.
func (r *Realm) DefineGlobal(name string, form GlobalForm, make func() goja.Value) {
	if form == ReadOnlyGlobal {
		r.readOnlyGlobal(name, make)
		return
	}
	global := r.Runtime.GlobalObject()
	enumerable := goja.ToFlag(form == ShownGlobal || form == AttributeGlobal)
	define := func(v goja.Value) {
		_ = global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, enumerable)
	}
	get := r.Runtime.ToValue(func(goja.FunctionCall) goja.Value {
		v := make()
		define(v)
		if form == AttributeGlobal {
			r.attributes[name] = v
		}
		r.globalMade(name, v)
		return v
	})
	set := r.Runtime.ToValue(func(c goja.FunctionCall) goja.Value {
		define(c.Argument(0))
		return goja.Undefined()
	})
	_ = global.DefineAccessorProperty(name, get, set, goja.FLAG_TRUE, enumerable)
	r.NoteLazyGlobal(name, get)
	if form == InterfaceGlobal || form == AccessorGlobal || form == AttributeGlobal {
		r.noteForm(name, form)
	}
}

// OnGlobal calls f with the value of a global before anybody else has it: at once if it is made already, else when it is.
func (r *Realm) OnGlobal(name string, f func(goja.Value)) {
	global := r.Runtime.GlobalObject()
	if d := r.OwnDescriptor(global, r.Runtime.ToValue(name)); d == nil || !r.isLazyGetter(name, d.Get("get")) {
		f(global.Get(name))
		return
	}
	if r.awaited == nil {
		r.awaited = map[string][]func(goja.Value){}
	}
	r.awaited[name] = append(r.awaited[name], f)
}

func (r *Realm) globalMade(name string, v goja.Value) {
	waiting := r.awaited[name]
	delete(r.awaited, name)
	for _, f := range waiting {
		f(v)
	}
}

func (r *Realm) readOnlyGlobal(name string, make func() goja.Value) {
	var made goja.Value
	get := r.Function("get "+name, 0, func(goja.FunctionCall) goja.Value {
		if made == nil {
			made = make()
		}
		return made
	})
	_ = r.Runtime.GlobalObject().DefineAccessorProperty(name, get, nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// NoteLazyGlobal says that a property of the global object is an accessor with this getter only until its first use.
func (r *Realm) NoteLazyGlobal(name string, getter goja.Value) {
	if r.lazies == nil {
		r.lazies = map[string]goja.Value{}
	}
	r.lazies[name] = getter
}

// IsLazyGlobal tells whether getter is the one that makes the global name at its first use, and nobody is to see that it is an accessor.
func (r *Realm) IsLazyGlobal(name string, getter goja.Value) bool {
	return r.isLazyGetter(name, getter) && r.forms[name] != InterfaceGlobal
}

func (r *Realm) isLazyGetter(name string, getter goja.Value) bool {
	own, ok := r.lazies[name]
	return ok && own.SameAs(getter)
}

func (r *Realm) noteForm(name string, form GlobalForm) {
	if r.forms == nil {
		r.forms, r.attributes = map[string]GlobalForm{}, map[string]goja.Value{}
	}
	r.forms[name] = form
}

// AccessorOf makes the descriptor of a global that is to be seen as an accessor; nil for another property, or when it has been assigned to.
func (r *Realm) AccessorOf(name string, descriptor *goja.Object) *goja.Object {
	form, ok := r.forms[name]
	if !ok {
		return nil
	}
	global, getName, setName := r.Runtime.GlobalObject(), "get "+name, "set "+name
	switch form {
	case AccessorGlobal:
		getName, setName = "get", "set"
	case AttributeGlobal:
		if made := r.attributes[name]; made == nil || !made.StrictEquals(descriptor.Get("value")) {
			return nil
		}
	case InterfaceGlobal:
		if !r.isLazyGetter(name, descriptor.Get("get")) {
			return nil
		}
	}
	// A program may define the global with this very accessor: then the value is here.
	value, inside := descriptor.Get("value"), false
	get := r.Function(getName, 0, func(goja.FunctionCall) goja.Value {
		if inside {
			return value
		}
		inside = true
		defer func() { inside = false }()
		return global.Get(name)
	})
	set := r.Function(setName, 1, func(c goja.FunctionCall) goja.Value {
		value = c.Argument(0)
		if inside {
			return goja.Undefined()
		}
		inside = true
		defer func() { inside = false }()
		_ = global.Set(name, value)
		return goja.Undefined()
	})
	out := r.Runtime.NewObject()
	_ = out.Set("get", get)
	_ = out.Set("set", set)
	_ = out.Set("enumerable", form == AttributeGlobal)
	_ = out.Set("configurable", true)
	return out
}
