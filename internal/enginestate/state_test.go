package enginestate

import (
	"testing"

	"github.com/dop251/goja"
)

// TestLayout fails when the engine's layout has changed: what depends on it would silently be left out.
func TestLayout(t *testing.T) {
	rt := goja.New()
	s := Of(rt)
	if s == nil || findObjects() == nil || findObjects().bound == nil || findObjects().proxy == nil {
		t.Fatal("the engine's layout is unknown")
	}
	rt.SetMaxCallStackSize(77)
	eval := rt.Get("eval") // the engine makes it when it is first asked for
	if s.CallLimit() != 77 || s.Eval() != eval {
		t.Error("limit", s.CallLimit(), "eval", s.Eval())
	}
	var instruction Instruction
	var text string
	var offset, calls int
	_ = rt.Set("look", func() {
		calls = s.Calls()
	})
	getter := rt.ToValue(func(goja.FunctionCall) goja.Value {
		instruction = s.Instruction()
		source, at, _ := s.Source()
		text, offset = source.Source(), at
		return goja.Undefined()
	})
	object := rt.NewObject()
	_ = object.DefineAccessorProperty("seen", getter, nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
	_ = rt.Set("object", object)
	if _, err := rt.RunString("(function () { look() })(); 1 + object.seen"); err != nil {
		t.Fatal(err)
	}
	if calls != 3 {
		t.Error("calls", calls)
	}
	if instruction.Type != "getProp" || instruction.Name != "seen" || text[offset:] == "" {
		t.Errorf("%v at %d of %q", instruction, offset, text)
	}
	if v, err := rt.RunString("new Proxy(object, {})"); err != nil || ProxyTarget(v.(*goja.Object)) != object || Kind(v) != "proxyObject" {
		t.Error("proxy", err)
	}
	if Native(eval) == nil || Native(object) != nil {
		t.Error("native")
	}
}

func TestTakeJobs(t *testing.T) {
	rt := goja.New()
	s, order := Of(rt), ""
	_ = rt.Set("note", func(s string) { order += s })
	_ = rt.Set("drain", func() {
		for _, job := range s.TakeJobs() {
			job()
		}
	})
	if _, err := rt.RunString("Promise.resolve().then(() => note('a')); drain(); note('b'); Promise.resolve().then(() => note('c'))"); err != nil {
		t.Fatal(err)
	}
	if order != "abc" {
		t.Error(order)
	}
}
