package direct

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/wasmglue/wasmglue/internal/wasi"
)

func FuzzParseDescriptor(f *testing.F) {
	for _, seed := range []string{"", "{}", "null", "[]", textDescriptor, `{"reuse":true,"alloc":"a","free":"f"}`, `{"exports":{"a":null}}`,
		`{"exports":{"a":{"params":[{"name":"*","type":"json"}]}}}`, `{"exports":{"a":{"result":"i128"}}}`, `{} {}`, `{"other":1}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ParseDescriptor(data)
		if (d == nil) == (err == nil) {
			t.Fatalf("%v, %v", d, err)
		}
		if err != nil {
			return
		}
		for name, s := range d.Exports {
			if err := s.check(name); err != nil {
				t.Errorf("what was accepted is not acceptable: %v", err)
			}
		}
	})
}

// FuzzArguments gives a signature of every type arbitrary parameters: they are refused, or every argument is there.
func FuzzArguments(f *testing.F) {
	for _, seed := range []string{`{"a":1,"b":"2","c":0.5,"d":true,"e":"x","f":[1,2],"g":{}}`, `[1,"2",0.5,true,"x","AA==",null]`, `{"args":[]}`, `{"a":1e99}`, `{`} {
		f.Add([]byte(seed))
	}
	s := &Signature{Params: []Param{{"a", I32}, {"b", U64}, {"c", F64}, {"d", Bool}, {"e", Text}, {"f", Bytes}, {"g", JSON}}}
	f.Fuzz(func(t *testing.T, params []byte) {
		if !json.Valid(params) {
			return // Call refuses it
		}
		values, err := s.arguments("x", params)
		if err == nil && len(values) != len(s.Params) {
			t.Errorf("%d values", len(values))
		}
	})
}

// FuzzLoad damages a module with a name section: it is refused, or its exports can be called with nothing worse than an error.
func FuzzLoad(f *testing.F) {
	for _, name := range []string{"numbers", "text"} {
		binary, err := os.ReadFile("testdata/" + name + ".wasm")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(binary)
	}
	f.Fuzz(func(t *testing.T, binary []byte) {
		a, err := Load(t.Context(), Config{Engine: wasi.Config{Interpreter: true, MemoryLimitPages: 16}}, binary)
		if err != nil {
			return
		}
		defer func() { _ = a.Close(t.Context()) }()
		for _, name := range a.Exports() {
			if s, err := a.signature(name, a.module.Exports()[name]); err == nil {
				_, _ = s.arguments(name, []byte(`[1,2,3,4,5,6,7,8]`))
			}
		}
	})
}
