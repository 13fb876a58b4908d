package builtins

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// maxJSON bounds how deep what is written nests: V8's stack is full between four and five thousand.
const maxJSON = 5000

// json replaces JSON.parse, and lets JSON.stringify refuse what nests too deep and say in V8's words what a circle is.
func (i *installer) json() {
	object := i.global("JSON")
	parse, stringify := enginestate.Native(object.Get("parse")), enginestate.Native(object.Get("stringify"))
	if parse == nil || stringify == nil {
		return
	}
	for _, name := range []string{"rawJSON", "isRawJSON"} { // newer than node 20
		_ = object.Delete(name)
	}
	*parse = i.jsonParse
	original := *stringify
	*stringify = func(c goja.FunctionCall) goja.Value {
		w := &jsonWriter{installer: i}
		replacer, isObject := c.Argument(1).(*goja.Object)
		w.replacer, _ = goja.AssertFunction(c.Argument(1))
		if isObject && w.replacer == nil && isArray(replacer) {
			w.refuseDeep(c.Argument(0))
			return original(c)
		}
		if _, ok := c.Argument(0).(*goja.Object); !ok && w.replacer == nil {
			return original(c)
		}
		return original(goja.FunctionCall{This: c.This, Arguments: []goja.Value{c.Argument(0), i.rt.ToValue(w.visit), c.Argument(2)}})
	}
}

// jsonParse is JSON.parse.
func (i *installer) jsonParse(c goja.FunctionCall) (value goja.Value) {
	text := i.text(c.Argument(0))
	func() {
		defer func() {
			if x := recover(); x != nil {
				e, ok := x.(jsonError)
				if !ok {
					panic(x)
				}
				panic(i.syntaxError(e.message))
			}
		}()
		p := &jsonReader{rt: i.rt, text: jsonText(text)}
		value = p.read()
	}()
	if reviver, ok := goja.AssertFunction(c.Argument(1)); ok {
		holder := i.rt.NewObject()
		_ = holder.DefineDataProperty("", value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		return i.revive(reviver, holder, "")
	}
	return value
}

// text is ToString.
func (i *installer) text(v goja.Value) goja.String {
	if s, ok := v.(goja.String); ok {
		return s
	}
	if _, ok := v.(*goja.Symbol); ok {
		panic(i.rt.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	if s, ok := v.ToString().(goja.String); ok {
		return s
	}
	return i.rt.ToValue(v.String()).(goja.String) // undefined and null
}

// revive is InternalizeJSONProperty (https://tc39.es/ecma262/#sec-internalizejsonproperty).
func (i *installer) revive(reviver goja.Callable, holder *goja.Object, key string) goja.Value {
	i.enterNative()
	defer i.leaveNative()
	value := holder.Get(key)
	if value == nil {
		value = goja.Undefined()
	}
	if object, ok := value.(*goja.Object); ok {
		for _, name := range i.revived(object) {
			if v := i.revive(reviver, object, name); goja.IsUndefined(v) {
				_ = object.Delete(name)
			} else {
				_ = object.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
			}
		}
	}
	return i.realm.Call(reviver, holder, i.rt.ToValue(key), value)
}

// revived are the names of the properties that a reviver is called for.
func (i *installer) revived(object *goja.Object) []string {
	if !isArray(object) {
		return object.Keys()
	}
	names := make([]string, max(0, object.Get("length").ToInteger()))
	for n := range names {
		names[n] = strconv.Itoa(n)
	}
	return names
}

// isArray is Array.isArray.
func isArray(object *goja.Object) bool {
	for target := object; target != nil; target = enginestate.ProxyTarget(object) {
		object = target
	}
	return object.ClassName() == "Array"
}

// jsonWriter follows JSON.stringify: it is the replacer function of a call, which the engine calls for each value with the object that holds it.
type jsonWriter struct {
	*installer
	replacer goja.Callable // the program's own
	path     []jsonStep
}

// jsonStep is an object that is being written, and its name in the one before.
type jsonStep struct {
	object *goja.Object
	key    goja.Value
}

func (w *jsonWriter) visit(c goja.FunctionCall) goja.Value {
	value := c.Argument(1)
	if w.replacer != nil {
		value = w.realm.Call(w.replacer, c.This, c.Arguments...)
	}
	object, ok := value.(*goja.Object)
	if !ok {
		return value
	}
	for len(w.path) > 0 && goja.Value(w.path[len(w.path)-1].object) != c.This {
		w.path = w.path[:len(w.path)-1]
	}
	for n := range w.path {
		if w.path[n].object == object {
			panic(w.rt.NewTypeError("%s", circleText(w.path[n:], c.Argument(0))))
		}
	}
	if len(w.path) >= maxJSON {
		panic(w.rangeError("Maximum call stack size exceeded"))
	}
	w.path = append(w.path, jsonStep{object, c.Argument(0)})
	return value
}

// circleText shows how path, which key closes, leads back to where it begins: in the middle it is cut short.
func circleText(path []jsonStep, key goja.Value) string {
	text := "Converting circular structure to JSON\n    --> starting at object with constructor " + constructorName(path[0].object)
	line := func(n int) {
		text += "\n    |     " + stepName(path[n-1].object, path[n].key) + " -> object with constructor " + constructorName(path[n].object)
	}
	last := len(path) - 1
	for n := 1; n <= last; n++ {
		if n > 2 && n < last {
			if n == 3 {
				text += "\n    |     ..."
			}
			continue
		}
		line(n)
	}
	return text + "\n    --- " + stepName(path[last].object, key) + " closes the circle"
}

func stepName(holder *goja.Object, key goja.Value) string {
	if isArray(holder) {
		return "index " + key.String()
	}
	return "property '" + key.String() + "'"
}

func constructorName(object *goja.Object) string {
	if class, ok := object.Get("constructor").(*goja.Object); ok {
		if name, ok := class.Get("name").(goja.String); ok && name.Length() > 0 {
			return "'" + name.String() + "'"
		}
	}
	return "'Object'"
}

// refuseDeep looks for nesting that is too deep where the engine itself picks the properties: it has no place for a replacer function then.
func (w *jsonWriter) refuseDeep(v goja.Value) {
	type step struct {
		object *goja.Object
		depth  int
	}
	seen := map[*goja.Object]bool{}
	for next := []step{{asObject(v), 1}}; len(next) > 0; {
		s := next[len(next)-1]
		next = next[:len(next)-1]
		if s.object == nil || seen[s.object] {
			continue
		}
		if s.depth > maxJSON {
			panic(w.rangeError("Maximum call stack size exceeded"))
		}
		seen[s.object] = true
		for _, name := range s.object.Keys() {
			if o := asObject(s.object.Get(name)); o != nil {
				next = append(next, step{o, s.depth + 1})
			}
		}
	}
}

func asObject(v goja.Value) *goja.Object {
	o, _ := v.(*goja.Object)
	return o
}
