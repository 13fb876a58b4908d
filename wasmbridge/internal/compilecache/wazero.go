package compilecache

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"runtime/debug"
	"unsafe"

	"github.com/tetratelabs/wazero"
)

// fileCache is wazero's internal interface of the same name: where it keeps
// what it has compiled. Its methods use only predeclared and standard types, so
// that a type of ours can implement it.
type fileCache interface {
	Get(key [32]byte) (content io.ReadCloser, ok bool, err error)
	Add(key [32]byte, content io.Reader) error
	Delete(key [32]byte) error
}

// fieldName is the field of wazero's cache (v1.12.0) that holds its file cache.
const fieldName = "fileCache"

// errLayout is returned when wazero is not laid out as expected.
var errLayout = errors.New("compilecache: this version of wazero keeps its file cache elsewhere")

// attach returns a new wazero cache that keeps its entries in files. wazero
// offers only files of its own, which it trusts after a CRC32, reads by eight
// bytes at a time, never evicts, and fails on when they are damaged.
func attach(files fileCache) (wazero.CompilationCache, error) {
	c := wazero.NewCompilationCache()
	v := reflect.ValueOf(c)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return nil, errLayout
	}
	field := v.Elem().FieldByName(fieldName)
	if !field.IsValid() || field.Kind() != reflect.Interface || !reflect.TypeOf(files).Implements(field.Type()) {
		return nil, errLayout
	}
	settable := reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem()
	settable.Set(reflect.ValueOf(files))
	return c, nil
}

// formatVersion names what an entry depends on besides wazero's own key, which
// holds the module, the options and the features of the CPU.
func formatVersion() string {
	return fmt.Sprintf("%s %s %s/%s", magic, wazeroVersion(), runtime.GOOS, runtime.GOARCH)
}

// wazeroVersion returns the version of wazero in this program.
func wazeroVersion() string {
	const path = "github.com/tetratelabs/wazero"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, dep := range info.Deps {
		if dep.Path == path {
			return dep.Version + " " + dep.Sum
		}
	}
	return "unknown"
}
