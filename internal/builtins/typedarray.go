package builtins

import "github.com/dop251/goja"

// typedArrayFrom mends %TypedArray%.from, which in the engine refuses a string: the standard makes an object of it
// (https://tc39.es/ecma262/#sec-%typedarray%.from).
func (i *installer) typedArrayFrom() {
	class := i.global("Uint8Array").Prototype()
	original, ok := goja.AssertFunction(class.Get("from"))
	if !ok {
		return
	}
	i.method(class, "from", 1, func(c goja.FunctionCall) goja.Value {
		args := append([]goja.Value(nil), c.Arguments...)
		if len(args) > 0 && !goja.IsUndefined(args[0]) && !goja.IsNull(args[0]) {
			args[0] = args[0].ToObject(i.rt)
		}
		return i.realm.Call(original, c.This, args...)
	})
}
