package action

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// manifestName is the file that describes a package to node.
const manifestName = "package.json"

// maxManifestBytes is far above any package.json in use and keeps a hostile one from
// being parsed.
const maxManifestBytes = 4 << 20

// Manifest is what the loader needs of a package.json.
type Manifest struct {
	Main string // "" when absent or no string
	Type string // "module", "commonjs" or ""
}

// PackageError says that a package.json cannot be used.
type PackageError struct{ Err error }

func (e *PackageError) Error() string { return "error parsing " + manifestName + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *PackageError) Unwrap() error { return e.Err }

// ReadManifest reads the package.json at the root of fsys; without one the
// Manifest is empty. As in node members of a wrong type count as absent, and
// so does everything in a package.json that holds no object but valid JSON.
func ReadManifest(fsys fs.FS) (Manifest, error) {
	data, err := readManifestFile(fsys)
	if err != nil || data == nil {
		return Manifest{}, err
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var any json.RawMessage
	if err := json.Unmarshal(data, &any); err != nil {
		return Manifest{}, &PackageError{err}
	}
	// A struct would match names in any case, which node does not.
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return Manifest{}, nil
	}
	if members == nil {
		return Manifest{}, &PackageError{errors.New("it holds null")}
	}
	m := Manifest{Main: stringMember(members["main"]), Type: stringMember(members["type"])}
	if m.Type != "module" && m.Type != "commonjs" {
		m.Type = ""
	}
	return m, nil
}

func readManifestFile(fsys fs.FS) ([]byte, error) {
	f, err := fsys.Open(manifestName)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", manifestName, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, nil
	}
	data, err := io.ReadAll(io.LimitReader(f, maxManifestBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", manifestName, err)
	}
	if len(data) > maxManifestBytes {
		return nil, &PackageError{fmt.Errorf("it is over %d bytes", maxManifestBytes)}
	}
	return data, nil
}

func stringMember(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}
