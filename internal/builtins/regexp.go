package builtins

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// regexps mends the RegExp constructor: the engine takes \p{...} for the letter p, and knows no v flag. Literals that use them are made calls of the
// constructor before they get here.
func (i *installer) regexps() {
	class := i.global("RegExp")
	written := &realm.Brands[[2]string]{} // source and flags of the expressions that were rewritten
	first := true
	hookConstructor(class, func(original construct) construct {
		return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
			i.refuseLarge(args)
			pattern, flags, ok := propertyPattern(args)
			if !ok {
				return i.construct(original, args, newTarget)
			}
			expanded, err := expandProperties(pattern)
			if err != nil {
				panic(i.syntaxError("Invalid regular expression: /" + pattern + "/" + flags + ": Invalid property name"))
			}
			if first {
				i.rewrittenTexts(class, written)
				first = false
			}
			object := i.construct(original, []goja.Value{i.rt.ToValue(expanded), i.rt.ToValue(strings.Replace(flags, "v", "u", 1))}, newTarget)
			written.Set(object, [2]string{pattern, flags})
			return object
		}
	})
}

// construct words what the engine throws.
func (i *installer) construct(original construct, args []goja.Value, newTarget *goja.Object) (object *goja.Object) {
	if failure := i.rt.Try(func() { object = original(args, newTarget) }); failure != nil {
		panic(i.regexpFailure(failure, args))
	}
	return object
}

// maxGroups bounds the groups of an expression: they may nest.
const maxGroups = 20_000

func (i *installer) refuseLarge(args []goja.Value) {
	if len(args) == 0 {
		return
	}
	source, ok := args[0].(goja.String)
	if !ok || source.Length() <= maxGroups {
		return
	}
	if text := source.String(); strings.Count(text, "(") > maxGroups {
		panic(i.syntaxError("Invalid regular expression: /" + text + "/: Regular expression too large"))
	}
}

// rewrittenTexts lets expressions that were rewritten show what was written.
func (i *installer) rewrittenTexts(class *goja.Object, written *realm.Brands[[2]string]) {
	i.rewrittenAccessor(class, written, "source", 0)
	i.rewrittenAccessor(class, written, "flags", 1)
	prototype := class.Get("prototype").ToObject(i.rt)
	i.method(prototype, "toString", 0, func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			panic(i.rt.NewTypeError("Method RegExp.prototype.toString called on incompatible receiver %s", describe(c.This)))
		}
		return i.rt.ToValue("/" + o.Get("source").String() + "/" + o.Get("flags").String())
	})
}

// propertyPattern returns pattern and flags if they are of a kind that must be rewritten.
func propertyPattern(args []goja.Value) (pattern, flags string, ok bool) {
	if len(args) < 2 {
		return "", "", false
	}
	source, isString := args[0].(goja.String)
	given, hasFlags := args[1].(goja.String)
	if !isString || !hasFlags {
		return "", "", false
	}
	pattern, flags = source.String(), given.String()
	unicodeSets := strings.Contains(flags, "v")
	uses := strings.Contains(pattern, `\p{`) || strings.Contains(pattern, `\P{`)
	return pattern, flags, unicodeSets || uses && strings.Contains(flags, "u")
}

// rewrittenAccessor lets an accessor of RegExp.prototype give what was written for an expression that was rewritten.
func (i *installer) rewrittenAccessor(class *goja.Object, written *realm.Brands[[2]string], name string, part int) {
	prototype := class.Get("prototype").ToObject(i.rt)
	describe, _ := goja.AssertFunction(i.global("Object").Get("getOwnPropertyDescriptor"))
	descriptor, err := describe(goja.Undefined(), prototype, i.rt.ToValue(name))
	if err != nil {
		return
	}
	original, ok := goja.AssertFunction(descriptor.ToObject(i.rt).Get("get"))
	if !ok {
		return
	}
	get := i.realm.Function("get "+name, 0, func(c goja.FunctionCall) goja.Value {
		if parts, ok := written.Get(c.This); ok {
			return i.rt.ToValue(parts[part])
		}
		return i.realm.Call(original, c.This)
	})
	_ = prototype.DefineAccessorProperty(name, get, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (i *installer) syntaxError(message string) goja.Value {
	object, err := i.rt.New(i.rt.Get("SyntaxError"), i.rt.ToValue(message))
	if err != nil {
		return i.rt.NewTypeError(message)
	}
	return object
}
