package esm

import "github.com/dop251/goja"

// generator is a module's body: a generator object that yields what top-level await awaits.
type generator struct {
	rt          *goja.Runtime
	object      goja.Value
	next, throw goja.Callable
	done        bool
}

func (l *Loader) newGenerator(object *goja.Object) *generator {
	g := &generator{rt: l.rt, object: object}
	g.next, _ = goja.AssertFunction(object.Get("next"))
	g.throw, _ = goja.AssertFunction(object.Get("throw"))
	return g
}

// step continues the body with the value of what it awaited, and returns what it awaits next. It throws what the body throws.
func (g *generator) step(v goja.Value) goja.Value { return g.resume(g.next, v) }

// fail continues the body with a rejection.
func (g *generator) fail(reason goja.Value) goja.Value { return g.resume(g.throw, reason) }

func (g *generator) resume(how goja.Callable, v goja.Value) goja.Value {
	out, err := how(g.object, v)
	if err != nil {
		g.done = true
		if ex, ok := err.(*goja.Exception); ok {
			panic(ex.Value())
		}
		panic(err)
	}
	o := out.ToObject(g.rt)
	g.done = o.Get("done").ToBoolean()
	if value := o.Get("value"); value != nil {
		return value
	}
	return goja.Undefined()
}
