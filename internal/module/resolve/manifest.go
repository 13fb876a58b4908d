package resolve

import (
	"bytes"
	"encoding/json"
)

// maxManifest bounds a package.json: beyond it the file is refused instead of parsed.
const maxManifest = 64 << 20

// Manifest is what the algorithms use of a package.json.
type Manifest struct {
	Dir  string // the package's directory
	Path string // of the package.json itself

	Name    string
	HasName bool
	Main    string
	HasMain bool
	Type    string // "commonjs", "module" or "none"

	exports *tree // nil when there is none, or null
	imports *tree
}

// Manifest reads the package.json in dir. It returns nil when there is none, and an [*Error] when it is not JSON.
func (r *Resolver) Manifest(dir string) (*Manifest, error) {
	if m, ok := r.manifests[dir]; ok {
		return m, nil
	}
	name := r.Join(dir, "package.json")
	data, err := r.options.ReadManifest(name)
	if err != nil {
		r.manifests[dir] = nil
		return nil, nil
	}
	m, bad := parseManifest(dir, name, data)
	if bad != nil {
		return nil, r.reasonOf(bad, data)
	}
	r.manifests[dir] = m
	return m, nil
}

// reasonOf words the error for a package.json as JSON.parse does.
func (r *Resolver) reasonOf(err *badManifest, data []byte) *badManifest {
	if r.options.JSONReason != nil && len(data) <= maxManifest {
		if reason := r.options.JSONReason(string(bytes.TrimPrefix(data, []byte(byteOrderMark)))); reason != "" {
			err.reason = reason
		}
	}
	return err
}

const byteOrderMark = "\xef\xbb\xbf"

func parseManifest(dir, name string, data []byte) (*Manifest, *badManifest) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	var fields map[string]json.RawMessage
	if len(data) > maxManifest {
		return nil, &badManifest{name, "the file is too large"}
	}
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, &badManifest{name, err.Error()}
	}
	m := &Manifest{Dir: dir, Path: name, Type: "none"}
	m.Name, m.HasName = stringField(fields, "name")
	m.Main, m.HasMain = stringField(fields, "main")
	if t, _ := stringField(fields, "type"); t == "module" || t == "commonjs" {
		m.Type = t
	}
	m.exports = treeField(fields, "exports")
	m.imports = treeField(fields, "imports")
	return m, nil
}

// badManifest tells of a package.json that is no JSON.
type badManifest struct{ name, reason string }

func (e *badManifest) Error() string { return "Error parsing " + e.name + ": " + e.reason }

// Unwrap gives the error that require throws.
func (e *badManifest) Unwrap() error {
	return &Error{Class: "SyntaxError", Message: e.Error(), Props: []Prop{{"path", e.name}}}
}

func stringField(fields map[string]json.RawMessage, name string) (string, bool) {
	raw, ok := fields[name]
	if !ok || len(raw) == 0 || raw[0] != '"' {
		return "", false
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return s, err == nil
}

func treeField(fields map[string]json.RawMessage, name string) *tree {
	raw, ok := fields[name]
	if !ok {
		return nil
	}
	t, err := parseTree(raw)
	if err != nil || t.kind == treeNull {
		return nil
	}
	return t
}

// Scope returns the description of the package that the file belongs to: the nearest package.json upwards, not looking past a node_modules.
func (r *Resolver) Scope(file string) (*Manifest, error) {
	for dir := r.Dir(file); ; {
		if r.base(dir) == "node_modules" {
			return nil, nil
		}
		m, err := r.Manifest(dir)
		if m != nil || err != nil {
			return m, err
		}
		parent := r.Dir(dir)
		if parent == dir {
			return nil, nil
		}
		dir = parent
	}
}
