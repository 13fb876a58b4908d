package builtins

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// construct is the engine's native constructor.
type construct = func(args []goja.Value, newTarget *goja.Object) *goja.Object

// hookConstructor lets wrap stand before the constructor of a native class, also for the objects that the engine makes by itself: it throws its
// own errors through the very same function, and gives no other way to see them before JavaScript does. The field is found by its name and
// type; if the engine has another shape nothing is done and false returned, and errors then have the engine's own stack text.
func hookConstructor(class *goja.Object, wrap func(construct) construct) bool {
	impl := implementation(class)
	if !impl.IsValid() {
		return false
	}
	field, ok := settable[construct](impl, "construct")
	if !ok || *field == nil {
		return false
	}
	*field = wrap(*field)
	call, ok := settable[func(goja.FunctionCall) goja.Value](impl, "f")
	if !ok {
		return true
	}
	constructor := *field
	*call = func(c goja.FunctionCall) goja.Value { return constructor(c.Arguments, class) }
	return true
}

// noFrames stands for a stack that was taken: where there is none the engine would walk the call stack again when the error is thrown.
var noFrames = []goja.StackFrame{}

// takeFrames takes the call stack that the engine noted in an error object, so that it does not make its own text of it.
func takeFrames(object *goja.Object) []goja.StackFrame {
	impl := implementation(object)
	if !impl.IsValid() {
		return nil
	}
	frames, ok := settable[[]goja.StackFrame](impl, "stack")
	if !ok {
		return nil
	}
	taken := *frames
	*frames = noFrames
	return taken
}

// implementation is the struct behind an object.
func implementation(object *goja.Object) reflect.Value {
	self := reflect.ValueOf(object).Elem().FieldByName("self")
	if !self.IsValid() || self.Kind() != reflect.Interface || self.IsNil() {
		return reflect.Value{}
	}
	pointer := self.Elem()
	if pointer.Kind() != reflect.Pointer || pointer.Elem().Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return pointer.Elem()
}

// settable gives access to a field, if there is one of that name and type.
func settable[T any](of reflect.Value, name string) (*T, bool) {
	field := of.FieldByName(name)
	if !field.IsValid() || !field.CanAddr() || field.Type() != reflect.TypeFor[T]() {
		return nil, false
	}
	return (*T)(unsafe.Pointer(field.UnsafeAddr())), true
}
