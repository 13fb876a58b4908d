// Package digest has the hash functions by OpenSSL's names for them.
package digest

import (
	"crypto"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding"
	"hash"
	"reflect"
	"strings"

	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	"golang.org/x/crypto/ripemd160" //lint:ignore SA1019 programs ask for it by name
)

// Function is a hash function.
type Function struct {
	Name string
	New  func() hash.Hash // nil for one of extendable output
	XOF  func() *sha3.SHAKE
	Size int         // of the output in bytes, by default
	Hash crypto.Hash // Go's number of it, 0 for none
}

// Lookup finds a hash function by any of OpenSSL's names for it, in any case.
func Lookup(name string) (Function, bool) {
	if f, ok := byName(name); ok {
		return f, true
	}
	name = strings.ToLower(name)
	name = strings.TrimPrefix(name, "id-rsassa-pkcs1-v1_5-with-")
	name = strings.TrimSuffix(strings.TrimSuffix(name, "withrsaencryption"), "withrsa")
	name = strings.TrimPrefix(name, "rsa-")
	switch name {
	case "ripemd", "rmd160":
		name = "ripemd160"
	case "ssl3-md5":
		name = "md5"
	case "ssl3-sha1", "sha1-2", "sha-1":
		name = "sha1"
	case "blake2b-512":
		name = "blake2b512"
	case "blake2s-256":
		name = "blake2s256"
	case "shake-128", "shake-256", "sha-224", "sha-256", "sha-384", "sha-512":
		name = strings.Replace(name, "-", "", 1)
	}
	if short, ok := strings.CutPrefix(name, "sha2-"); ok {
		name = "sha" + short
	}
	return byName(strings.ReplaceAll(name, "/", "-"))
}

func byName(name string) (Function, bool) {
	switch name {
	case "md5":
		return Function{Name: name, New: md5.New, Size: 16, Hash: crypto.MD5}, true
	case "sha1":
		return Function{Name: name, New: sha1.New, Size: 20, Hash: crypto.SHA1}, true
	case "sha224":
		return Function{Name: name, New: sha256.New224, Size: 28, Hash: crypto.SHA224}, true
	case "sha256":
		return Function{Name: name, New: sha256.New, Size: 32, Hash: crypto.SHA256}, true
	case "sha384":
		return Function{Name: name, New: sha512.New384, Size: 48, Hash: crypto.SHA384}, true
	case "sha512":
		return Function{Name: name, New: sha512.New, Size: 64, Hash: crypto.SHA512}, true
	case "sha512-224":
		return Function{Name: name, New: sha512.New512_224, Size: 28, Hash: crypto.SHA512_224}, true
	case "sha512-256":
		return Function{Name: name, New: sha512.New512_256, Size: 32, Hash: crypto.SHA512_256}, true
	case "sha3-224":
		return Function{Name: name, New: func() hash.Hash { return sha3.New224() }, Size: 28, Hash: crypto.SHA3_224}, true
	case "sha3-256":
		return Function{Name: name, New: func() hash.Hash { return sha3.New256() }, Size: 32, Hash: crypto.SHA3_256}, true
	case "sha3-384":
		return Function{Name: name, New: func() hash.Hash { return sha3.New384() }, Size: 48, Hash: crypto.SHA3_384}, true
	case "sha3-512":
		return Function{Name: name, New: func() hash.Hash { return sha3.New512() }, Size: 64, Hash: crypto.SHA3_512}, true
	case "shake128":
		return Function{Name: name, XOF: sha3.NewSHAKE128, Size: 16}, true
	case "shake256":
		return Function{Name: name, XOF: sha3.NewSHAKE256, Size: 32}, true
	case "ripemd160":
		return Function{Name: name, New: ripemd160.New, Size: 20, Hash: crypto.RIPEMD160}, true
	case "blake2b512":
		return Function{Name: name, New: keyless(blake2b.New512), Size: 64}, true
	case "blake2s256":
		return Function{Name: name, New: keyless(blake2s.New256), Size: 32}, true
	case "md5-sha1":
		return Function{Name: name, New: newMD5SHA1, Size: 36, Hash: crypto.MD5SHA1}, true
	}
	return Function{}, false
}

func keyless(f func([]byte) (hash.Hash, error)) func() hash.Hash {
	return func() hash.Hash {
		h, _ := f(nil) // fails for keys that are too long only
		return h
	}
}

// Names are the names that crypto.getHashes lists.
func Names() []string {
	return strings.Fields(`RSA-MD5 RSA-RIPEMD160 RSA-SHA1 RSA-SHA1-2 RSA-SHA224 RSA-SHA256 RSA-SHA3-224 RSA-SHA3-256 RSA-SHA3-384
		RSA-SHA3-512 RSA-SHA384 RSA-SHA512 RSA-SHA512/224 RSA-SHA512/256 blake2b512 blake2s256 id-rsassa-pkcs1-v1_5-with-sha3-224
		id-rsassa-pkcs1-v1_5-with-sha3-256 id-rsassa-pkcs1-v1_5-with-sha3-384 id-rsassa-pkcs1-v1_5-with-sha3-512 md5 md5-sha1
		md5WithRSAEncryption ripemd ripemd160 ripemd160WithRSA rmd160 sha1 sha1WithRSAEncryption sha224 sha224WithRSAEncryption sha256
		sha256WithRSAEncryption sha3-224 sha3-256 sha3-384 sha3-512 sha384 sha384WithRSAEncryption sha512 sha512-224
		sha512-224WithRSAEncryption sha512-256 sha512-256WithRSAEncryption sha512WithRSAEncryption shake128 shake256 ssl3-md5 ssl3-sha1`)
}

// State is a hash that runs.
type State struct {
	hash   hash.Hash
	shake  *sha3.SHAKE
	length int // of an extendable output
	size   int // of it by default
}

// Start begins a hash; length is that of an extendable output.
func (f Function) Start(length int) *State {
	if f.XOF != nil {
		return &State{shake: f.XOF(), length: length, size: f.Size}
	}
	return &State{hash: f.New()}
}

// Over makes a State of any hash.
func Over(h hash.Hash) *State { return &State{hash: h} }

// Write adds data.
func (s *State) Write(b []byte) (int, error) {
	if s.shake != nil {
		return s.shake.Write(b)
	}
	return s.hash.Write(b)
}

// Sum is the output. Nothing may be written after it.
func (s *State) Sum() []byte {
	if s.shake == nil {
		return s.hash.Sum(nil)
	}
	out := make([]byte, s.length)
	_, _ = s.shake.Read(out)
	return out
}

// Clone makes an independent hash in the same state, of an output length of its own where that can be.
func (s *State) Clone(length int) *State {
	if s.shake != nil {
		saved, _ := s.shake.MarshalBinary()
		out := sha3.NewSHAKE128()
		if out.UnmarshalBinary(saved) != nil {
			out = sha3.NewSHAKE256()
			_ = out.UnmarshalBinary(saved)
		}
		return &State{shake: out, length: length, size: s.size}
	}
	return &State{hash: cloneHash(s.hash)}
}

func cloneHash(h hash.Hash) hash.Hash {
	switch h := h.(type) {
	case *md5sha1:
		return &md5sha1{cloneHash(h.md5), cloneHash(h.sha1)}
	case hash.Cloner:
		if c, err := h.Clone(); err == nil {
			return c
		}
	}
	// The others are structures that hold no other.
	state := reflect.ValueOf(h).Elem()
	other := reflect.New(state.Type())
	other.Elem().Set(state)
	return other.Interface().(hash.Hash)
}

// Default is the usual length of an extendable output, -1 for other functions.
func (s *State) Default() int {
	if s.shake == nil {
		return -1
	}
	return s.size
}

// Of hashes data at once.
func (f Function) Of(data []byte) []byte {
	s := f.Start(f.Size)
	_, _ = s.Write(data)
	return s.Sum()
}

var _ encoding.BinaryMarshaler = (*sha3.SHAKE)(nil)
