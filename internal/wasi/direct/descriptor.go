package direct

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// DescriptorFile is the name of the file beside a module that describes it.
const DescriptorFile = "wasmglue.json"

// Descriptor says what the types of WebAssembly cannot: names, strings, bytes. It is read from [DescriptorFile].
type Descriptor struct {
	// Reuse keeps one instance for all calls. By default each call has a fresh one.
	Reuse bool `json:"reuse"`
	// Alloc and Free name the exported functions that give and take memory for strings and bytes; see docs/direct-wasm.md for the defaults.
	Alloc string `json:"alloc"`
	Free  string `json:"free"`
	// Exports describes exported functions, by name.
	Exports map[string]*Signature `json:"exports"`
}

// Signature is an exported function as its caller sees it.
type Signature struct {
	Params []Param `json:"params"`
	Result Type    `json:"result"`
}

// Param is one parameter.
type Param struct {
	Name string `json:"name"`
	Type Type   `json:"type"`
}

// Type is a type of the convention.
type Type string

// The types.
const (
	I32   Type = "i32"
	U32   Type = "u32"
	I64   Type = "i64"
	U64   Type = "u64"
	F32   Type = "f32"
	F64   Type = "f64"
	Bool  Type = "bool"
	Text  Type = "string"
	Bytes Type = "bytes"
	JSON  Type = "json"
	Void  Type = "void"
)

var paramTypes = map[Type]bool{I32: true, U32: true, I64: true, U64: true, F32: true, F64: true, Bool: true, Text: true, Bytes: true, JSON: true}

// slots is how many WebAssembly parameters a type takes.
func (t Type) slots() int {
	if t.inMemory() {
		return 2
	}
	return 1
}

func (t Type) inMemory() bool { return t == Text || t == Bytes || t == JSON }

// maxDescriptor bounds the size of wasmglue.json, in bytes.
const maxDescriptor = 1 << 20

// DescriptorError says what is wrong with wasmglue.json.
type DescriptorError struct{ Reason string }

func (e *DescriptorError) Error() string { return DescriptorFile + ": " + e.Reason }

// ParseDescriptor reads wasmglue.json. What it does not know it refuses, so that a slip of the pen does not pass for a default. The error is
// a [*DescriptorError].
func ParseDescriptor(data []byte) (*Descriptor, error) {
	if len(data) > maxDescriptor {
		return nil, &DescriptorError{fmt.Sprintf("larger than %d bytes", maxDescriptor)}
	}
	var d Descriptor
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return nil, &DescriptorError{err.Error()}
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, &DescriptorError{"something follows the object"}
	}
	for name, s := range d.Exports {
		if err := s.check(name); err != nil {
			return nil, err
		}
	}
	return &d, nil
}

func (s *Signature) check(name string) error {
	if s == nil {
		return &DescriptorError{fmt.Sprintf("export %q is null", name)}
	}
	if s.Result == "" {
		s.Result = Void
	}
	if s.Result != Void && !paramTypes[s.Result] {
		return &DescriptorError{fmt.Sprintf("the result of %q has the unknown type %q", name, s.Result)}
	}
	seen := map[string]bool{}
	for i, p := range s.Params {
		switch {
		case p.Name == "":
			return &DescriptorError{fmt.Sprintf("parameter %d of %q has no name", i, name)}
		case seen[p.Name]:
			return &DescriptorError{fmt.Sprintf("%q has two parameters %q", name, p.Name)}
		case !paramTypes[p.Type]:
			return &DescriptorError{fmt.Sprintf("parameter %q of %q has the unknown type %q", p.Name, name, p.Type)}
		case p.Name == WholeParams && p.Type != JSON:
			return &DescriptorError{fmt.Sprintf("parameter %q of %q stands for all parameters and must be of type %q", p.Name, name, JSON)}
		}
		seen[p.Name] = true
	}
	return nil
}

// WholeParams is the name of a parameter that takes all parameters, as one JSON text.
const WholeParams = "*"
