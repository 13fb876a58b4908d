package crypto

import (
	"errors"
	"strconv"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// natives are the Go functions behind the room's JavaScript. What they are given has been checked there.
type natives struct{ *realm.Realm }

func (n natives) methods(object *goja.Object, methods map[string]realm.Native) {
	for name, f := range methods {
		n.Method(object, name, 0, f)
	}
}

// bytes reads the bytes of an argument; a string is UTF-8, what is missing is nil.
func (n natives) bytes(v goja.Value) []byte {
	if realm.IsNullish(v) {
		return nil
	}
	if b, ok := n.Bytes(v); ok {
		return b
	}
	return []byte(v.String())
}

// copied is like bytes for what another goroutine reads: the guest may change its buffers meanwhile.
func (n natives) copied(v goja.Value) []byte {
	b := n.bytes(v)
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

func integer(v goja.Value) int { return int(v.ToInteger()) }

// codedError is an error in node's words, with one of its codes or none.
type codedError struct{ class, code, message string }

func (e *codedError) Error() string { return e.message }

// failure makes the error object of what went wrong: node's for its codes, OpenSSL's with library and reason, a plain one for the rest.
func (n natives) failure(err error) *goja.Object {
	var coded *codedError
	var openssl *ossl.Error
	class, message := "Error", err.Error()
	if errors.As(err, &coded) {
		class = coded.class
	}
	object, problem := n.Runtime.New(n.Runtime.Get(class), n.Runtime.ToValue(message))
	if problem != nil {
		panic(realm.Rethrow(problem))
	}
	switch {
	case coded != nil && coded.code == "":
	case coded != nil:
		n.set(object, "code", coded.code)
	case errors.As(err, &openssl):
		n.describe(object, openssl)
	}
	return object
}

func (n natives) describe(object *goja.Object, e *ossl.Error) {
	if len(e.Stack) > 0 {
		lines := make([]any, len(e.Stack))
		for i, line := range e.Stack {
			lines[i] = line
		}
		_ = object.Set("opensslErrorStack", n.Runtime.NewArray(lines...))
	}
	if e.Library != "" {
		n.set(object, "library", e.Library)
		n.set(object, "reason", e.Reason)
	}
	if e.Code != "" {
		n.set(object, "code", e.Code)
	}
}

// set assigns a property; a setter of the guest's may throw.
func (n natives) set(object *goja.Object, name, value string) {
	if err := object.Set(name, value); err != nil {
		panic(realm.Rethrow(err))
	}
}

// check throws err, if it is one.
func (n natives) check(err error) {
	if err != nil {
		panic(n.failure(err))
	}
}

// job does work and returns what it makes: at once when there is no callback; else on another goroutine, and callback(error, value) is called.
func (n natives) job(callback goja.Value, work func() (value func() goja.Value, err error)) goja.Value {
	done, async := goja.AssertFunction(callback)
	if !async {
		value, err := guarded(work)
		n.check(err)
		return value()
	}
	var value func() goja.Value
	var err error
	task := n.Task(func(this goja.Value, _ ...goja.Value) (goja.Value, error) {
		if err != nil {
			return done(this, n.failure(err))
		}
		return done(this, goja.Null(), value())
	})
	operation := n.Loop.Begin()
	n.Background(func() {
		value, err = guarded(work)
		operation.End(func() {
			if err := task(); err != nil {
				n.Loop.Uncaught(err)
			}
		})
	})
	return goja.Undefined()
}

var errInternal = errors.New("operation failed")

// guarded makes an error of a panic in a library: hostile input must not end the process.
func guarded(work func() (func() goja.Value, error)) (value func() goja.Value, err error) {
	defer func() {
		if recover() != nil {
			value, err = nil, errInternal
		}
	}()
	return work()
}

// buffer is the value of a job that makes bytes.
func (n natives) buffer(b []byte) func() goja.Value {
	return func() goja.Value { return n.NewBuffer(b) }
}

func (n natives) bool(b bool) goja.Value { return n.Runtime.ToValue(b) }

func (n natives) strings(list []string) goja.Value {
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = s
	}
	return n.Runtime.NewArray(values...)
}

func itoa(i int) string { return strconv.Itoa(i) }
