package crypto

import (
	"crypto/hkdf"
	"crypto/pbkdf2"

	"github.com/dop251/goja"
	"golang.org/x/crypto/scrypt"

	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// defineDerive defines the key derivations. Each takes its inputs and, last, an optional callback: then it works off the realm's goroutine.
func (n natives) defineDerive(native *goja.Object) {
	n.methods(native, map[string]realm.Native{"pbkdf2": n.pbkdf2, "hkdf": n.hkdf, "scrypt": n.scrypt, "digestSize": n.digestSize})
}

// digestSize(name) is undefined for a function that HMAC cannot use.
func (n natives) digestSize(c goja.FunctionCall) goja.Value {
	f, ok := digest.Lookup(c.Argument(0).String())
	if !ok || f.New == nil {
		return goja.Undefined()
	}
	return n.Runtime.ToValue(f.Size)
}

// pbkdf2(digest, password, salt, iterations, length, callback)
func (n natives) pbkdf2(c goja.FunctionCall) goja.Value {
	f, _ := digest.Lookup(c.Argument(0).String())
	password, salt := n.copied(c.Argument(1)), n.copied(c.Argument(2))
	iterations, length := integer(c.Argument(3)), integer(c.Argument(4))
	return n.job(c.Argument(5), func() (func() goja.Value, error) {
		if length == 0 {
			return n.buffer([]byte{}), nil
		}
		out, err := pbkdf2.Key(f.New, string(password), salt, iterations, length)
		return n.buffer(out), err
	})
}

// hkdf(digest, key, salt, info, length, callback)
func (n natives) hkdf(c goja.FunctionCall) goja.Value {
	f, _ := digest.Lookup(c.Argument(0).String())
	key, salt, info := append([]byte{}, n.secret(c.Argument(1))...), n.copied(c.Argument(2)), n.copied(c.Argument(3))
	length := integer(c.Argument(4))
	return n.job(c.Argument(5), func() (func() goja.Value, error) {
		out, err := hkdf.Key(f.New, key, salt, string(info), length)
		return n.buffer(out), err
	})
}

// scrypt(password, salt, length, N, r, p, callback)
func (n natives) scrypt(c goja.FunctionCall) goja.Value {
	password, salt := n.copied(c.Argument(0)), n.copied(c.Argument(1))
	length, cost, r, p := integer(c.Argument(2)), integer(c.Argument(3)), integer(c.Argument(4)), integer(c.Argument(5))
	return n.job(c.Argument(6), func() (func() goja.Value, error) {
		if length == 0 {
			return n.buffer([]byte{}), nil
		}
		out, err := scrypt.Key(password, salt, cost, r, p, length)
		return n.buffer(out), err
	})
}
