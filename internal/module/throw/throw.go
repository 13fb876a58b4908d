// Package throw makes JavaScript errors of the errors with which loading a module fails.
package throw

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
	"github.com/wasmglue/wasmglue/internal/module/source"
	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// Value returns what a native panics with so that err is thrown: an error object with node's class, code and message, the exception that err
// already is, or, for what JavaScript must not catch, err itself.
func Value(r *realm.Realm, err error) any {
	var resolution *resolve.Error
	var syntax *source.SyntaxError
	var path *fs.PathError
	var deep *source.TooDeepError
	var denied *sandbox.AccessError
	switch {
	case errors.As(err, &denied):
		return r.AccessDenied(err)
	case errors.As(err, &resolution):
		return resolutionError(r, resolution)
	case errors.As(err, &syntax):
		return syntaxError(r, syntax)
	case errors.As(err, &deep):
		return newError(r, "RangeError", "Maximum call stack size exceeded")
	case errors.As(err, &path):
		return fileError(r, path)
	}
	return realm.Rethrow(err)
}

func resolutionError(r *realm.Realm, e *resolve.Error) *goja.Object {
	object := newError(r, e.Class, e.Message)
	if strings.HasPrefix(e.Code, "ERR_") {
		r.MarkCoded(object, e.Code)
	} else if e.Code != "" {
		_ = object.Set("code", e.Code)
	}
	for _, p := range e.Props {
		_ = object.DefineDataProperty(p.Name, propValue(r, p.Value), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	placeInHost(r, object)
	return object
}

func newError(r *realm.Realm, class, message string) *goja.Object {
	object, err := r.Runtime.New(r.Runtime.Get(class), r.Runtime.ToValue(message))
	if err != nil {
		return r.Runtime.NewTypeError("%s", message)
	}
	return object
}

// placeInHost gives the stack of an error that arose outside of all JavaScript a place, as node's has: the loader's.
func placeInHost(r *realm.Realm, object *goja.Object) {
	if v := object.Get("stack"); v != nil && !strings.Contains(v.String(), "\n    at ") {
		stack := r.Runtime.ToValue(v.String() + "\n    at resolve (node:internal/modules)")
		_ = object.DefineDataProperty("stack", stack, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

func propValue(r *realm.Realm, v any) goja.Value {
	list, ok := v.([]string)
	if !ok {
		return r.Runtime.ToValue(v)
	}
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = s
	}
	return r.Runtime.NewArray(values...)
}

func syntaxError(r *realm.Realm, e *source.SyntaxError) goja.Value {
	object := newError(r, "SyntaxError", e.Message)
	stack := "SyntaxError: " + e.Message
	if v := object.Get("stack"); v != nil && strings.Contains(v.String(), "\n    at ") {
		stack = v.String()
	} else {
		stack += "\n    at compile (node:internal/modules)"
	}
	_ = object.DefineDataProperty("stack", r.Runtime.ToValue(e.Header()+stack), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return object
}

// fileError words a failed read as node's fs does.
func fileError(r *realm.Realm, e *fs.PathError) goja.Value {
	number, code, text := syscall.EIO, "EIO", "i/o error"
	errors.As(e.Err, &number)
	if known, ok := fileErrors[number]; ok {
		code, text = known[0], known[1]
	}
	object := newError(r, "Error", code+": "+text+", "+e.Op+" '"+e.Path+"'")
	_ = object.Set("errno", -int(number))
	_ = object.Set("code", code)
	_ = object.Set("syscall", e.Op)
	_ = object.Set("path", e.Path)
	return object
}

var fileErrors = map[syscall.Errno][2]string{
	syscall.ENOENT: {"ENOENT", "no such file or directory"},
	syscall.EACCES: {"EACCES", "permission denied"},
	syscall.EPERM:  {"EPERM", "operation not permitted"},
	syscall.EISDIR: {"EISDIR", "illegal operation on a directory"},
	syscall.ELOOP:  {"ELOOP", "too many symbolic links encountered"},
	syscall.EMFILE: {"EMFILE", "too many open files"},
}
