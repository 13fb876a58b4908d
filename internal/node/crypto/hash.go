package crypto

import (
	"crypto/hmac"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/node/crypto/keys"
	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
	"github.com/wasmglue/wasmglue/internal/realm"
)

const maxOutput = 1 << 30 // bytes of an extendable output

var errNoDigest = &codedError{"Error", "", "Digest method not supported"}

func (n natives) defineHash(native *goja.Object) {
	n.methods(native, map[string]realm.Native{
		"hash": n.hash, "hmac": n.hmac, "update": n.update, "digest": n.digest, "copy": n.copyHash, "once": n.once, "equal": n.equal,
		"names": func(goja.FunctionCall) goja.Value { return n.strings(digest.Names()) },
	})
}

// outputLength reads the length of the output that was asked for.
func outputLength(f digest.Function, v goja.Value) (int, error) {
	if goja.IsUndefined(v) {
		return f.Size, nil
	}
	length := integer(v)
	if f.XOF == nil && length != f.Size {
		return 0, ossl.NotXOF
	}
	return min(length, maxOutput), nil
}

// hash(name, outputLength)
func (n natives) hash(c goja.FunctionCall) goja.Value {
	f, ok := digest.Lookup(c.Argument(0).String())
	if !ok {
		n.check(errNoDigest)
	}
	length, err := outputLength(f, c.Argument(1))
	n.check(err)
	return n.Runtime.ToValue(f.Start(length))
}

// hmac(name, key) answers undefined for an unknown name.
func (n natives) hmac(c goja.FunctionCall) goja.Value {
	f, ok := digest.Lookup(c.Argument(0).String())
	if !ok {
		return goja.Undefined()
	}
	if f.New == nil {
		n.check(&ossl.Error{Library: "lib(0)", Reason: "reason(0)"})
	}
	return n.Runtime.ToValue(digest.Over(hmac.New(f.New, n.secret(c.Argument(1)))))
}

// secret reads the bytes of a key: a key object's or an argument's own.
func (n natives) secret(v goja.Value) []byte {
	if k, ok := v.Export().(*keys.Key); ok {
		return k.Secret
	}
	return n.bytes(v)
}

// update(state, data)
func (n natives) update(c goja.FunctionCall) goja.Value {
	_, _ = c.Argument(0).Export().(*digest.State).Write(n.bytes(c.Argument(1)))
	return goja.Undefined()
}

// digest(state, encoding) is the output, as a string for the commonest encodings.
func (n natives) digest(c goja.FunctionCall) goja.Value {
	return n.encoded(c.Argument(0).Export().(*digest.State).Sum(), c.Argument(1))
}

// encoded is a buffer, or a string for the encodings that need no table of Buffer's.
func (n natives) encoded(b []byte, encoding goja.Value) goja.Value {
	if goja.IsString(encoding) {
		switch encoding.String() {
		case "hex":
			return n.Runtime.ToValue(hex.EncodeToString(b))
		case "base64":
			return n.Runtime.ToValue(base64.StdEncoding.EncodeToString(b))
		}
	}
	return n.NewBuffer(b)
}

// copy(state, outputLength)
func (n natives) copyHash(c goja.FunctionCall) goja.Value {
	s := c.Argument(0).Export().(*digest.State)
	length := s.Default()
	if asked := c.Argument(1); !goja.IsUndefined(asked) && length >= 0 {
		length = min(integer(asked), maxOutput)
	}
	return n.Runtime.ToValue(s.Clone(length))
}

// once(name, data, encoding) hashes at once; undefined for an unknown name.
func (n natives) once(c goja.FunctionCall) goja.Value {
	f, ok := digest.Lookup(c.Argument(0).String())
	if !ok {
		return goja.Undefined()
	}
	return n.encoded(f.Of(n.bytes(c.Argument(1))), c.Argument(2))
}

func (n natives) equal(c goja.FunctionCall) goja.Value {
	return n.bool(subtle.ConstantTimeCompare(n.bytes(c.Argument(0)), n.bytes(c.Argument(1))) == 1)
}
