package builtins

import "github.com/dop251/goja"

// descriptors lets who asks for the descriptor of a global see the data property that it is in V8: globals that are made at their first use are
// accessors before, and this is a use. Those that are accessors in node are shown as such.
func (i *installer) descriptors() {
	const name = "getOwnPropertyDescriptor"
	global := i.rt.GlobalObject()
	for _, on := range []*goja.Object{i.global("Object"), i.global("Reflect")} {
		original, _ := goja.AssertFunction(on.Get(name))
		i.method(on, name, 2, func(c goja.FunctionCall) goja.Value {
			found := i.realm.Call(original, c.This, c.Arguments...)
			if c.Argument(0) != goja.Value(global) || !goja.IsString(c.Argument(1)) {
				return found
			}
			key := c.Argument(1).String()
			if o, ok := found.(*goja.Object); ok && i.realm.IsLazyGlobal(key, o.Get("get")) {
				global.Get(key)
				found = i.realm.Call(original, c.This, c.Arguments...)
			}
			if o, ok := found.(*goja.Object); ok {
				if accessor := i.realm.AccessorOf(key, o); accessor != nil {
					return accessor
				}
			}
			return found
		})
	}
}
