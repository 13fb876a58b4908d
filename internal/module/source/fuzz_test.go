package source

import (
	"errors"
	"testing"
)

// FuzzClauses reads the clauses of any text: what is left has the same length, and the text compiles or has a SyntaxError in it.
func FuzzClauses(f *testing.F) {
	for _, text := range []string{
		"import a, { b as c } from 'x' with { type: 'json' }; export * as d from \"y\"; export { c as 'e' }",
		"export default async function* () {} export class A { import(x) {} }; export const { a, b: [c = 1], ...d } = await import('x')",
		"export default class extends B {}\nimport.meta.url; `${import('x')}`; /import 'x'/",
		"import from from 'from'; import { as as as } from 'as'; export default\n/x/g", "#!/bin/x\nexport", "import{", "export*as", "import('\\u{110000}')",
		"function f() { export } }); (function () {", "export let \\u0061 = 1, a\\u{62}", "'\\", "export default function\u2028extends",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if c := scanClauses(text, true); c.err == nil && len(c.edited()) != len(text) {
			t.Error("the length changed")
		}
		for _, err := range []error{second(newModule(unit{name: "f.mjs", text: text, head: moduleHead})), second(newFunction(unit{name: "f.js", text: text, head: functionHead}))} {
			if _, ok := errors.AsType[*SyntaxError](err); err != nil && !ok {
				t.Errorf("%T: %v", err, err)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestDecodeReplacesMaximalParts(t *testing.T) {
	for in, want := range map[string]string{
		"\ufeffx": "x", "a\xffb": "a\ufffdb", "\xe2\x82": "\ufffd", "\xe2\x82x": "\ufffdx", "\xf0\x9f\x98": "\ufffd", "\xc0\x80": "\ufffd\ufffd",
		"\xed\xa0\x80": "\ufffd\ufffd\ufffd", "\xf4\x90\x80\x80": "\ufffd\ufffd\ufffd\ufffd", "\x80": "\ufffd",
	} {
		if got := Decode([]byte(in)); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}
