package crypto

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"crypto/subtle"
	"encoding"
	"hash"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// digests are the hash functions by node's names.
var digests = map[string]func() hash.Hash{
	"md5":        md5.New,
	"sha1":       sha1.New,
	"sha224":     sha256.New224,
	"sha256":     sha256.New,
	"sha384":     sha512.New384,
	"sha512":     sha512.New,
	"sha512-224": sha512.New512_224,
	"sha512-256": sha512.New512_256,
	"sha3-224":   func() hash.Hash { return sha3.New224() },
	"sha3-256":   func() hash.Hash { return sha3.New256() },
	"sha3-384":   func() hash.Hash { return sha3.New384() },
	"sha3-512":   func() hash.Hash { return sha3.New512() },
}

// digest finds a hash function by any of OpenSSL's names for it.
func digest(name string) (func() hash.Hash, bool) {
	name = strings.ToLower(name)
	name = strings.TrimPrefix(name, "rsa-")
	if short, ok := strings.CutPrefix(name, "sha-"); ok {
		name = "sha" + short
	}
	name = strings.ReplaceAll(name, "/", "-")
	f, ok := digests[name]
	return f, ok
}

// state is a running hash. output is the length of an extendable output, 0 for the function's own.
type state struct {
	hash   hash.Hash
	shake  *sha3.SHAKE
	output int
}

func (s *state) write(b []byte) {
	if s.shake != nil {
		_, _ = s.shake.Write(b)
		return
	}
	_, _ = s.hash.Write(b)
}

func (s *state) sum() []byte {
	if s.shake != nil {
		out := make([]byte, s.output)
		_, _ = s.shake.Read(out)
		return out
	}
	return s.hash.Sum(nil)
}

const maxOutput = 1 << 26 // bytes of an extendable output

func newState(name string, length goja.Value) *state {
	switch strings.ToLower(name) {
	case "shake128":
		return &state{shake: sha3.NewSHAKE128(), output: outputLength(length, 16)}
	case "shake256":
		return &state{shake: sha3.NewSHAKE256(), output: outputLength(length, 32)}
	}
	if f, ok := digest(name); ok {
		return &state{hash: f()}
	}
	return nil
}

func outputLength(v goja.Value, otherwise int) int {
	if goja.IsUndefined(v) {
		return otherwise
	}
	return int(min(max(v.ToInteger(), 0), maxOutput))
}

// copy makes an independent hash in the same state.
func (s *state) copy() *state {
	if s.shake != nil {
		saved, err := s.shake.MarshalBinary()
		out := sha3.NewSHAKE128()
		if err != nil || out.UnmarshalBinary(saved) != nil {
			out = sha3.NewSHAKE256()
			_ = out.UnmarshalBinary(saved)
		}
		return &state{shake: out, output: s.output}
	}
	if c, ok := s.hash.(hash.Cloner); ok {
		if cloned, err := c.Clone(); err == nil {
			return &state{hash: cloned}
		}
	}
	if m, ok := s.hash.(encoding.BinaryMarshaler); ok {
		if saved, err := m.MarshalBinary(); err == nil {
			return restore(saved)
		}
	}
	return nil
}

func restore(saved []byte) *state {
	for _, f := range digests {
		h := f()
		if u, ok := h.(encoding.BinaryUnmarshaler); ok && u.UnmarshalBinary(saved) == nil {
			return &state{hash: h}
		}
	}
	return nil
}

func hashNatives(r *realm.Realm, native *goja.Object) {
	bytes := func(v goja.Value) []byte {
		if b, ok := r.Bytes(v); ok {
			return b
		}
		return []byte(v.String())
	}
	wrap := func(s *state) goja.Value {
		if s == nil {
			return goja.Undefined()
		}
		return r.Runtime.ToValue(s)
	}
	r.Method(native, "hash", 2, func(c goja.FunctionCall) goja.Value {
		return wrap(newState(c.Argument(0).String(), c.Argument(1)))
	})
	r.Method(native, "hmac", 2, func(c goja.FunctionCall) goja.Value {
		f, ok := digest(c.Argument(0).String())
		if !ok {
			return goja.Undefined()
		}
		return wrap(&state{hash: hmac.New(f, bytes(c.Argument(1)))})
	})
	r.Method(native, "update", 2, func(c goja.FunctionCall) goja.Value {
		c.Argument(0).Export().(*state).write(bytes(c.Argument(1)))
		return goja.Undefined()
	})
	r.Method(native, "digest", 1, func(c goja.FunctionCall) goja.Value {
		return r.NewBuffer(c.Argument(0).Export().(*state).sum())
	})
	r.Method(native, "copy", 1, func(c goja.FunctionCall) goja.Value { return wrap(c.Argument(0).Export().(*state).copy()) })
	r.Method(native, "equal", 2, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(subtle.ConstantTimeCompare(bytes(c.Argument(0)), bytes(c.Argument(1))) == 1)
	})
	r.Method(native, "names", 0, func(goja.FunctionCall) goja.Value {
		names := []string{"RSA-MD5", "RSA-SHA1", "RSA-SHA224", "RSA-SHA256", "RSA-SHA384", "RSA-SHA512", "shake128", "shake256"}
		for name := range digests {
			names = append(names, name)
		}
		slices.Sort(names)
		out := make([]any, len(names))
		for i, name := range names {
			out[i] = name
		}
		return r.Runtime.NewArray(out...)
	})
}
