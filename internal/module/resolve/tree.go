package resolve

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

type treeKind int

const (
	treeNull treeKind = iota
	treeString
	treeArray
	treeObject
	treeOther // booleans and numbers: never a valid target
)

// tree is a JSON value that keeps the order of its keys, which an exports map depends on.
type tree struct {
	kind    treeKind
	text    string // the string, or the literal of treeOther
	items   []*tree
	members []member
}

type member struct {
	key   string
	value *tree
}

func (t *tree) get(key string) (*tree, bool) {
	for i := range t.members {
		if t.members[i].key == key {
			return t.members[i].value, true
		}
	}
	return nil, false
}

func parseTree(data []byte) (*tree, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return readTree(d)
}

func readTree(d *json.Decoder) (*tree, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case nil:
		return &tree{}, nil
	case string:
		return &tree{kind: treeString, text: token}, nil
	case json.Delim:
		if token == '[' {
			return readArray(d)
		}
		return readObject(d)
	case bool:
		if token {
			return &tree{kind: treeOther, text: "true"}, nil
		}
		return &tree{kind: treeOther, text: "false"}, nil
	case json.Number:
		return &tree{kind: treeOther, text: token.String()}, nil
	}
	return nil, errors.New("unexpected JSON token")
}

func readArray(d *json.Decoder) (*tree, error) {
	t := &tree{kind: treeArray}
	for d.More() {
		item, err := readTree(d)
		if err != nil {
			return nil, err
		}
		t.items = append(t.items, item)
	}
	_, err := d.Token()
	return t, err
}

func readObject(d *json.Decoder) (*tree, error) {
	t := &tree{kind: treeObject}
	index := map[string]int{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		name, ok := key.(string)
		if !ok {
			return nil, errors.New("object key is not a string")
		}
		value, err := readTree(d)
		if err != nil {
			return nil, err
		}
		if at, dup := index[name]; dup { // as in JavaScript, the last value in the first one's place
			t.members[at].value = value
			continue
		}
		index[name] = len(t.members)
		t.members = append(t.members, member{name, value})
	}
	_, err := d.Token()
	return t, err
}

// compact writes the value as JSON.stringify does.
func (t *tree) compact() string { return string(t.append(nil)) }

func (t *tree) append(b []byte) []byte {
	switch t.kind {
	case treeNull:
		return append(b, "null"...)
	case treeString:
		quoted, _ := json.Marshal(t.text)
		return append(b, quoted...)
	case treeArray:
		b = append(b, '[')
		for i, item := range t.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.append(b)
		}
		return append(b, ']')
	case treeObject:
		b = append(b, '{')
		for i, m := range t.members {
			if i > 0 {
				b = append(b, ',')
			}
			key, _ := json.Marshal(m.key)
			b = append(slices.Concat(b, key), ':')
			b = m.value.append(b)
		}
		return append(b, '}')
	}
	return append(b, t.text...)
}
