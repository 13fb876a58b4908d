package builtins

import (
	"strings"

	"github.com/dop251/goja"
)

// regexps mends the RegExp constructor: the engine takes \p{...} for the letter p, and knows no flags v and d. Literals that use them are made calls of
// the constructor before they get here.
func (i *installer) regexps() {
	class := i.global("RegExp")
	hookConstructor(class, func(original construct) construct {
		return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
			i.refuseLarge(args)
			w, ok := i.asWritten(args)
			switch {
			case !ok:
				return i.construct(original, args, args, newTarget)
			case w.needed():
				return i.rewrite(class, w, original, newTarget)
			}
			return i.construct(original, i.anchored(w, args), args, newTarget)
		}
	})
	i.sameExpression(class)
	i.realm.OnLegacyRegExp = i.legacyRegExp
	i.flagAccessor("hasIndices", "d")
	i.flagAccessor("unicodeSets", "v")
}

// rewrite makes an expression that the engine would get wrong.
func (i *installer) rewrite(class *goja.Object, w rewriting, original construct, newTarget *goja.Object) *goja.Object {
	sorted, ok := inOrder(w.flags)
	if !ok {
		panic(i.syntaxError("Invalid flags supplied to RegExp constructor '" + w.flags + "'"))
	}
	w.flags = sorted
	pattern, flags, err := w.forEngine()
	if err != nil {
		panic(i.syntaxError("Invalid regular expression: /" + w.pattern + "/" + w.flags + ": Invalid property name"))
	}
	i.rewritesRegexps.Do(func() {
		i.rewrittenTexts(class)
		i.withIndices()
	})
	written := []goja.Value{i.rt.ToValue(w.pattern), i.rt.ToValue(w.flags)}
	object := i.construct(original, []goja.Value{i.rt.ToValue(pattern), i.rt.ToValue(flags)}, written, newTarget)
	if w.has("d") {
		w.places = placesOf(object, strings.Contains(flags, "u"))
		if w.places == nil || !standard(object, false) {
			panic(i.syntaxError("Invalid flags supplied to RegExp constructor '" + w.flags + "'"))
		}
	}
	i.rewritten.Set(object, w)
	return object
}

// sameExpression lets RegExp(expression), without new, be the expression.
func (i *installer) sameExpression(class *goja.Object) {
	call, ok := settable[func(goja.FunctionCall) goja.Value](implementation(class), "f")
	if !ok {
		return
	}
	original := *call
	*call = func(c goja.FunctionCall) goja.Value {
		expression, ok := c.Argument(0).(*goja.Object)
		if ok && expression.ClassName() == "RegExp" && goja.IsUndefined(c.Argument(1)) && class.SameAs(expression.Get("constructor")) {
			return expression
		}
		return original(c)
	}
}

// flagAccessor defines the property of a flag that the engine does not know.
func (i *installer) flagAccessor(name, flag string) {
	prototype := i.prototype("RegExp")
	if i.realm.OwnDescriptor(prototype, i.rt.ToValue(name)) != nil {
		return
	}
	get := i.realm.Function("get "+name, 0, func(c goja.FunctionCall) goja.Value {
		expression, ok := c.This.(*goja.Object)
		if ok && expression.SameAs(prototype) {
			return goja.Undefined()
		}
		if !ok || expression.ClassName() != "RegExp" {
			panic(i.rt.NewTypeError("RegExp.prototype.%s getter called on non-RegExp object", name))
		}
		w, _ := i.rewritten.Get(expression)
		return i.rt.ToValue(w.has(flag))
	})
	_ = prototype.DefineAccessorProperty(name, get, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// construct words what the engine throws.
func (i *installer) construct(original construct, args, written []goja.Value, newTarget *goja.Object) (object *goja.Object) {
	if failure := i.rt.Try(func() { object = original(args, newTarget) }); failure != nil {
		panic(i.regexpFailure(failure, written))
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
func (i *installer) rewrittenTexts(class *goja.Object) {
	i.rewrittenAccessor(class, "source", rewriting.source)
	i.rewrittenAccessor(class, "flags", func(w rewriting) string { return w.flags })
	prototype := class.Get("prototype").ToObject(i.rt)
	i.method(prototype, "toString", 0, func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			panic(i.rt.NewTypeError("Method RegExp.prototype.toString called on incompatible receiver %s", describe(c.This)))
		}
		return i.rt.ToValue("/" + o.Get("source").String() + "/" + o.Get("flags").String())
	})
}

// rewrittenAccessor lets an accessor of RegExp.prototype give what was written for an expression that was rewritten.
func (i *installer) rewrittenAccessor(class *goja.Object, name string, part func(rewriting) string) {
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
		if w, ok := i.rewritten.Get(c.This); ok {
			return i.rt.ToValue(part(w))
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
