package crypto

import (
	"crypto/hkdf"
	"crypto/pbkdf2"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// deriveNatives are the key derivations. Each takes its inputs as bytes and, last, an optional callback: then it works off the realm's
// goroutine.
func deriveNatives(r *realm.Realm, native *goja.Object) {
	r.Method(native, "pbkdf2", 6, func(c goja.FunctionCall) goja.Value {
		f, ok := digest(c.Argument(4).String())
		if !ok {
			return goja.Null()
		}
		password, salt := copied(r, c.Argument(0)), copied(r, c.Argument(1))
		iterations, length := int(c.Argument(2).ToInteger()), int(c.Argument(3).ToInteger())
		return finish(r, c.Argument(5), func() ([]byte, error) {
			if length == 0 {
				return []byte{}, nil
			}
			return pbkdf2.Key(f, string(password), salt, iterations, length)
		})
	})
	r.Method(native, "hkdf", 6, func(c goja.FunctionCall) goja.Value {
		f, ok := digest(c.Argument(0).String())
		if !ok {
			return goja.Null()
		}
		key, salt, info := copied(r, c.Argument(1)), copied(r, c.Argument(2)), copied(r, c.Argument(3))
		length := int(c.Argument(4).ToInteger())
		return finish(r, c.Argument(5), func() ([]byte, error) { return hkdf.Key(f, key, salt, string(info), length) })
	})
}

func copied(r *realm.Realm, v goja.Value) []byte {
	b, _ := r.Bytes(v)
	return append([]byte{}, b...)
}

func finish(r *realm.Realm, callback goja.Value, work func() ([]byte, error)) goja.Value {
	done, async := goja.AssertFunction(callback)
	if !async {
		out, err := work()
		if err != nil {
			r.Throw("Error", "ERR_CRYPTO_OPERATION_FAILED", "Operation failed: "+err.Error())
		}
		return r.NewBuffer(out)
	}
	operation := r.Loop.Begin()
	go func() {
		out, err := work()
		operation.End(func() {
			args := []goja.Value{goja.Null(), goja.Undefined()}
			if err != nil {
				args[0] = r.CodedError("Error", "ERR_CRYPTO_OPERATION_FAILED", "Operation failed: "+err.Error())
			} else {
				args[1] = r.NewBuffer(out)
			}
			if err := r.Task(done, args...)(); err != nil {
				r.Loop.Uncaught(err)
			}
		})
	}()
	return goja.Undefined()
}
