package direct

import (
	"github.com/tetratelabs/wazero/api"
)

// signature is the descriptor's, or what the module itself tells: its types, the names in its name section, or, of a function
// (i32, i32) -> i64 in a module with an allocator, that it takes and returns JSON.
func (a *Action) signature(name string, def api.FunctionDefinition) (*Signature, error) {
	if s := a.cfg.Descriptor.Exports[name]; s != nil {
		return s, nil
	}
	if a.allocator() != "" && takesPair(def) && packed(def.ResultTypes()) {
		return &Signature{Params: []Param{{WholeParams, JSON}}, Result: JSON}, nil
	}
	return derive(name, def)
}

func takesPair(def api.FunctionDefinition) bool {
	p := def.ParamTypes()
	return len(p) == 2 && p[0] == api.ValueTypeI32 && p[1] == api.ValueTypeI32
}

func packed(results []api.ValueType) bool {
	return len(results) == 1 && results[0] == api.ValueTypeI64
}

// derive makes a signature of numbers.
func derive(name string, def api.FunctionDefinition) (*Signature, error) {
	s := &Signature{Result: Void}
	names := uniqueNames(def.ParamNames(), len(def.ParamTypes()))
	for i, t := range def.ParamTypes() {
		number, ok := numbers[t]
		if !ok {
			return nil, &ArgumentError{Export: name, Param: position(i), Reason: "its WebAssembly type " + api.ValueTypeName(t) + " has no JSON"}
		}
		p := Param{Type: number}
		if names != nil {
			p.Name = names[i]
		}
		s.Params = append(s.Params, p)
	}
	if results := def.ResultTypes(); len(results) > 0 {
		number, ok := numbers[results[0]]
		if !ok || len(results) > 1 {
			return nil, &ResultError{name + " returns something that " + DescriptorFile + " has to describe"}
		}
		s.Result = number
	}
	return s, nil
}

var numbers = map[api.ValueType]Type{api.ValueTypeI32: I32, api.ValueTypeI64: I64, api.ValueTypeF32: F32, api.ValueTypeF64: F64}

// uniqueNames returns the names of the name section, if it names all parameters, each in its own way. The section is not checked by the
// engine: it may hold anything.
func uniqueNames(names []string, count int) []string {
	if len(names) != count {
		return nil
	}
	seen := map[string]bool{}
	for _, name := range names {
		if name == "" || seen[name] {
			return nil
		}
		seen[name] = true
	}
	return names
}

// checkDescriptor compares the descriptor with what the module exports.
func (a *Action) checkDescriptor() error {
	d := a.cfg.Descriptor
	for _, name := range []string{d.Alloc, d.Free} {
		if _, ok := a.module.Exports()[name]; name != "" && !ok {
			return &DescriptorError{"the module exports no function " + name}
		}
	}
	for name, s := range d.Exports {
		def, ok := a.module.Exports()[name]
		if !ok {
			return &DescriptorError{"the module exports no function " + name}
		}
		if err := a.checkSignature(name, s, def); err != nil {
			return err
		}
	}
	return nil
}

func (a *Action) checkSignature(name string, s *Signature, def api.FunctionDefinition) error {
	at, have := 0, def.ParamTypes()
	for _, p := range s.Params {
		for range p.Type.slots() {
			if at >= len(have) || have[at] != p.Type.wasm() {
				return &DescriptorError{"parameter " + p.Name + " of " + name + " is " + string(p.Type) + ", which its WebAssembly signature does not fit"}
			}
			at++
		}
		if p.Type.inMemory() && a.allocator() == "" {
			return &DescriptorError{"parameter " + p.Name + " of " + name + " needs memory, but the module exports no " + defaultAlloc + " or malloc"}
		}
	}
	if at != len(have) {
		return &DescriptorError{name + " has parameters that are not described"}
	}
	if !s.Result.fits(def.ResultTypes()) {
		return &DescriptorError{"the result of " + name + " is " + string(s.Result) + ", which its WebAssembly signature does not fit"}
	}
	return nil
}

// wasm is the WebAssembly type of each of a type's slots.
func (t Type) wasm() api.ValueType {
	switch t {
	case I64, U64:
		return api.ValueTypeI64
	case F32:
		return api.ValueTypeF32
	case F64:
		return api.ValueTypeF64
	}
	return api.ValueTypeI32
}

// fits tells whether a result of the type can come as these WebAssembly results.
func (t Type) fits(results []api.ValueType) bool {
	switch {
	case t == Void:
		return true
	case t.inMemory():
		return packed(results) || len(results) == 1 && results[0] == api.ValueTypeI32 ||
			len(results) == 2 && results[0] == api.ValueTypeI32 && results[1] == api.ValueTypeI32
	}
	return len(results) == 1 && results[0] == t.wasm()
}
