package realm

import (
	"errors"
	"io/fs"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// SystemError makes node's error of a failed system call ("ENOENT: no such file or directory, open 'x'"), with errno, code, syscall and, as
// far as given, path and dest.
func (r *Realm) SystemError(err error, call string, names ...string) *goja.Object {
	var thrown *goja.Exception
	if errors.As(err, &thrown) {
		if object, ok := thrown.Value().(*goja.Object); ok {
			return object
		}
	}
	var denied *sandbox.AccessError
	if errors.As(err, &denied) {
		return r.AccessDenied(err)
	}
	number, code, text := describe(err)
	message := code + ": " + text + ", " + call
	if len(names) > 0 {
		message += " '" + names[0] + "'"
	}
	if len(names) > 1 {
		message += " -> '" + names[1] + "'"
	}
	object, _ := r.Runtime.New(r.Runtime.Get("Error"), r.Runtime.ToValue(message))
	_ = object.Set("errno", number)
	_ = object.Set("code", code)
	_ = object.Set("syscall", call)
	if len(names) > 0 {
		_ = object.Set("path", names[0])
	}
	if len(names) > 1 {
		_ = object.Set("dest", names[1])
	}
	return object
}

// Failures of the resolution of names, which are no error numbers of the system.
var (
	ErrNotFound = errors.New("name does not resolve")
	ErrTryAgain = errors.New("name resolution failed for now")
)

// SystemErrno is the negative number, the name and the text that node has for err.
func SystemErrno(err error) (number int, code, text string) { return describe(err) }

func describe(err error) (number int, code, text string) {
	switch {
	case errors.Is(err, ErrNotFound):
		return -3008, "ENOTFOUND", "unknown node or service"
	case errors.Is(err, ErrTryAgain):
		return -3001, "EAI_AGAIN", "temporary failure"
	}
	var errno syscall.Errno
	switch {
	case errors.As(err, &errno):
	case errors.Is(err, fs.ErrNotExist):
		errno = syscall.ENOENT
	case errors.Is(err, fs.ErrExist):
		errno = syscall.EEXIST
	case errors.Is(err, fs.ErrPermission):
		errno = syscall.EACCES
	case errors.Is(err, fs.ErrClosed):
		errno = syscall.EBADF
	case errors.Is(err, fs.ErrInvalid):
		errno = syscall.EINVAL
	default:
		return -int(syscall.EIO), "EIO", "i/o error"
	}
	for _, e := range SystemErrors() {
		if e.Errno == errno {
			return -int(errno), e.Code, e.Text
		}
	}
	return -int(errno), "UNKNOWN", "unknown error"
}
