package direct

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
)

// value is an argument: a number as it lies on WebAssembly's stack, or bytes to be put into memory.
type value struct {
	number uint64
	bytes  []byte
	inMem  bool
}

// member is one member of the parameters' object, in the order they were written.
type member struct {
	name  string
	value json.RawMessage
}

// arguments takes a call's arguments out of its parameters: by name, else from the array args, else in order.
func (s *Signature) arguments(export string, params []byte) ([]value, error) {
	raw, err := s.pick(export, params)
	if err != nil {
		return nil, err
	}
	values := make([]value, len(s.Params))
	for i, p := range s.Params {
		v, reason := convert(p.Type, raw[i])
		if reason != "" {
			return nil, &ArgumentError{Export: export, Param: p.label(i), Reason: reason}
		}
		values[i] = v
	}
	return values, nil
}

func (p Param) label(i int) string {
	if p.Name != "" {
		return strconv.Quote(p.Name)
	}
	return position(i)
}

func position(i int) string { return "number " + strconv.Itoa(i+1) }

// pick finds the JSON of each parameter.
func (s *Signature) pick(export string, params []byte) ([]json.RawMessage, error) {
	if len(s.Params) == 1 && s.Params[0].Name == WholeParams {
		return []json.RawMessage{params}, nil
	}
	if first(params) == '[' {
		return s.inOrder(export, elements(params))
	}
	if first(params) != '{' {
		return nil, &ParamsError{Reason: "are neither a JSON object nor an array"}
	}
	members, err := readMembers(params)
	if err != nil {
		return nil, &ParamsError{Reason: "are not valid JSON: " + err.Error()}
	}
	byName := map[string]json.RawMessage{}
	for _, m := range members {
		byName[m.name] = m.value
	}
	if raw, ok := s.byName(byName, params); ok {
		return raw, nil
	}
	if args, ok := byName["args"]; ok && first(args) == '[' {
		return s.inOrder(export, elements(args))
	}
	if s.named() {
		return nil, s.missing(export, byName)
	}
	ordered := make([]json.RawMessage, len(members))
	for i, m := range members {
		ordered[i] = m.value
	}
	return s.inOrder(export, ordered)
}

func (s *Signature) named() bool {
	for _, p := range s.Params {
		if p.Name == "" {
			return false
		}
	}
	return len(s.Params) > 0
}

// byName works when every parameter has a name and is there.
func (s *Signature) byName(members map[string]json.RawMessage, all []byte) ([]json.RawMessage, bool) {
	raw := make([]json.RawMessage, len(s.Params))
	for i, p := range s.Params {
		if p.Name == WholeParams {
			raw[i] = all
			continue
		}
		v, ok := members[p.Name]
		if !ok {
			return nil, false
		}
		raw[i] = v
	}
	return raw, true
}

func (s *Signature) missing(export string, members map[string]json.RawMessage) error {
	for i, p := range s.Params {
		if _, ok := members[p.Name]; !ok && p.Name != WholeParams {
			return &ArgumentError{Export: export, Param: p.label(i), Reason: "it is missing"}
		}
	}
	return &ParamsError{Reason: "do not fit " + export}
}

func (s *Signature) inOrder(export string, list []json.RawMessage) ([]json.RawMessage, error) {
	if len(list) < len(s.Params) {
		p := s.Params[len(list)]
		return nil, &ArgumentError{Export: export, Param: p.label(len(list)), Reason: "it is missing"}
	}
	return list[:len(s.Params)], nil
}

func first(text []byte) byte {
	text = bytes.TrimLeft(text, " \t\r\n")
	if len(text) == 0 {
		return 0
	}
	return text[0]
}

func elements(array []byte) (list []json.RawMessage) {
	_ = json.Unmarshal(array, &list) // valid: it was checked, or cut from what was
	return list
}

// readMembers keeps the order of an object's members, which a map would lose.
func readMembers(object []byte) ([]member, error) {
	dec := json.NewDecoder(bytes.NewReader(object))
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	var members []member
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name, ok := key.(string)
		if !ok {
			return nil, io.ErrUnexpectedEOF
		}
		m := member{name: name}
		if err := dec.Decode(&m.value); err != nil {
			return nil, err
		}
		members = append(members, m)
	}
	return members, nil
}
