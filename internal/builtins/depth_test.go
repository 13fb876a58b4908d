package builtins_test

import "testing"

// Each script would use up the stack of the process if natives were not bounded.
func TestNativesThatReachThemselves(t *testing.T) {
	const deep = "let a = []; for (let i = 0; i < 20_000; i++) a = [a]; "
	for _, script := range []string{
		deep + "String(a)",
		deep + "a.toLocaleString()",
		"function* g() { yield* g() } g().next()",
		"const a = {}; a.toString = String.prototype.trim; String(a)",
		"const a = {}; a[Symbol.toPrimitive] = Function.prototype.call.bind(String.prototype.concat, a); '' + a",
		"const e = new Error; e.name = e; String(e)",
		"const p = Promise.resolve(); p.then = Promise.prototype.catch; p.catch(() => {})",
		"let f = () => 1; for (let i = 0; i < 20_000; i++) { f = f.bind(); Object.defineProperty(f, 'name', { value: '' }) } f()",
	} {
		r := newRealm(t)
		r.Runtime.SetMaxCallStackSize(10_000)
		v, err := r.Runtime.RunString("try { (function () { " + script + " })(); 'ended' } catch (e) { e.name + ': ' + e.message }")
		if err != nil {
			t.Errorf("%s: %v", script, err)
		} else if v.String() != "RangeError: Maximum call stack size exceeded" {
			t.Errorf("%s gave %s", script, v)
		}
	}
}

func TestPrototypesThatLeadBackThroughProxies(t *testing.T) {
	v, err := newRealm(t).Runtime.RunString(`
		const q = {}, p = new Proxy(q, {}), refused = []
		for (const f of [() => Object.setPrototypeOf(q, p), () => Reflect.setPrototypeOf(q, p), () => { q.__proto__ = p }]) {
			try { f() } catch (e) { refused.push(e.message) }
		}
		Object.setPrototypeOf({}, p)
		refused.join()`)
	if err != nil || v.String() != "Cyclic __proto__ value,Cyclic __proto__ value,Cyclic __proto__ value" {
		t.Error(v, err)
	}
}
