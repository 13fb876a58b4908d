package cjs

import (
	"errors"
	"strconv"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/throw"
)

func index(i int) string { return strconv.Itoa(i) }

func length(list *goja.Object) int { return int(list.Get("length").ToInteger()) }

func orUndefined(o *goja.Object) goja.Value {
	if o == nil {
		return goja.Undefined()
	}
	return o
}

func (l *Loader) strings(list []string) *goja.Object {
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = s
	}
	return l.rt.NewArray(values...)
}

func (l *Loader) toStrings(list *goja.Object) []string {
	out := make([]string, length(list))
	for i := range out {
		v := list.Get(index(i))
		s, ok := v.(goja.String)
		if !ok {
			panic(l.realm.CodedError("TypeError", "ERR_INVALID_ARG_TYPE", `The "paths" argument must be an instance of array of strings.`))
		}
		out[i] = s.String()
	}
	return out
}

func (l *Loader) wantString(v goja.Value, name string) string {
	s, ok := v.(goja.String)
	if !ok {
		panic(l.realm.CodedError("TypeError", "ERR_INVALID_ARG_TYPE", `The "`+name+`" argument must be of type string. Received `+describe(v)))
	}
	return s.String()
}

// describe words a value as node's ERR_INVALID_ARG_TYPE does.
func describe(v goja.Value) string {
	switch o := v.(type) {
	case *goja.Object:
		if _, ok := goja.AssertFunction(o); ok {
			return "function " + o.Get("name").String()
		}
		if ctor, ok := o.Get("constructor").(*goja.Object); ok {
			return "an instance of " + ctor.Get("name").String()
		}
		return "[Object: null prototype] {}"
	case *goja.Symbol:
		return "type symbol (" + o.String() + ")"
	}
	switch x := v.Export().(type) {
	case nil:
		return v.String()
	case bool:
		return "type boolean (" + strconv.FormatBool(x) + ")"
	}
	return "type number (" + v.String() + ")"
}

// throw throws err, whatever a file system, the resolver, the compiler or JavaScript gave, as node would.
func (l *Loader) throw(err error) {
	if ex, ok := errors.AsType[*goja.Exception](err); ok {
		panic(ex.Value())
	}
	panic(throw.Value(l.realm, err))
}
