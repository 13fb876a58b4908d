package source

import (
	"testing"

	"github.com/dop251/goja"
)

func TestModuleRunsAsGenerator(t *testing.T) {
	m, err := New("").Module("file:///a.mjs", `import d, { x as y, z } from 'dep'; import * as ns from "dep"
export { y as again }; export * from './star'
export let live = 1
export default function () { return y + z + ns.z + import.meta.url }
export const { p, q: [r] } = { p: 1, q: [2] }
live = await import('x')
{ let y = 5; live += y }`, false)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Await || len(m.Requests) != 2 || len(m.Imports) != 4 || len(m.Exports) != 5 {
		t.Errorf("%+v", m)
	}
	rt := goja.New()
	v, err := rt.RunProgram(m.Program)
	if err != nil {
		t.Fatal(err)
	}
	_ = rt.Set("make", v)
	out, err := rt.RunString(`let getters
		const env = {x: 'X', z: 'Z'}
		const g = make({url: 'U'}, s => s + '!', (...g) => { getters = g }, env, env)
		g.next(); let s = getters.map(f => f.name + '').join() + getters[0]()(); 
		s += JSON.stringify(g.next()); s += JSON.stringify(g.next(7)); s + getters[1]() + getters[0]().name + String(getters[0]())`)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(out)
}
