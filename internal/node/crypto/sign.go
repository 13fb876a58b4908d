package crypto

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/node/crypto/keys"
	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
	"github.com/wasmglue/wasmglue/internal/realm"
)

func (n natives) defineSign(native *goja.Object) {
	n.methods(native, map[string]realm.Native{
		"begin": n.beginSign, "update": n.updateSign, "sign": n.finishSign, "verify": n.finishVerify, "signData": n.signData, "verifyData": n.verifyData,
	})
}

func (n natives) defineAsymmetric(native *goja.Object) {
	n.methods(native, map[string]realm.Native{
		"publicEncrypt":  n.crypt(func(k *keys.Key, b []byte, o keys.RSAOptions) ([]byte, error) { return k.Encrypt(b, o) }),
		"privateDecrypt": n.crypt(func(k *keys.Key, b []byte, o keys.RSAOptions) ([]byte, error) { return k.Decrypt(b, o) }),
		"privateEncrypt": n.crypt(func(k *keys.Key, b []byte, o keys.RSAOptions) ([]byte, error) { return k.PrivateEncrypt(b, o.Padding) }),
		"publicDecrypt":  n.crypt(func(k *keys.Key, b []byte, o keys.RSAOptions) ([]byte, error) { return k.PublicDecrypt(b, o.Padding) }),
	})
}

// signing is a Sign or Verify at work.
type signing struct {
	hash  digest.Function
	state *digest.State
}

var (
	errSignDigest   = &codedError{"TypeError", "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest"}
	errUnsupported  = &codedError{"Error", "ERR_CRYPTO_UNSUPPORTED_OPERATION", "Unsupported crypto operation"}
	errNotAllowed   = &ossl.Error{Number: 0x1C8000AE, Library: "Provider routines", Reason: "digest not allowed", Code: "ERR_OSSL_DIGEST_NOT_ALLOWED"}
	errSaltTooSmall = &ossl.Error{Number: 0x1C8000AC, Library: "Provider routines", Reason: "pss saltlen too small", Code: "ERR_OSSL_PSS_SALTLEN_TOO_SMALL"}
)

func (n natives) beginSign(c goja.FunctionCall) goja.Value {
	f, ok := digest.Lookup(c.Argument(0).String())
	if !ok {
		n.check(errSignDigest)
	}
	return n.Runtime.ToValue(&signing{f, f.Start(f.Size)})
}

func (n natives) updateSign(c goja.FunctionCall) goja.Value {
	_, _ = c.Argument(0).Export().(*signing).state.Write(n.bytes(c.Argument(1)))
	return goja.Undefined()
}

// signOptions reads padding, salt length and encoding of a signature, and holds them to what the key is restricted to.
func signOptions(k *keys.Key, f digest.Function, padding, salt, plain goja.Value) (keys.SignOptions, error) {
	o := keys.SignOptions{Hash: f, Plain: plain.ToBoolean(), Salt: keys.SaltAuto}
	if !goja.IsUndefined(padding) {
		o.Padding = integer(padding)
	}
	if !goja.IsUndefined(salt) {
		o.Salt = integer(salt)
	}
	if p := k.PSS; p != nil {
		switch {
		case f.Name != p.Hash:
			return o, errNotAllowed
		case o.Salt >= 0 && o.Salt < p.Salt:
			return o, errSaltTooSmall
		case goja.IsUndefined(salt) && k.Type == keys.Private:
			o.Salt = p.Salt
		}
		o.MGFHash, _ = digest.Lookup(p.MGFHash)
	}
	return o, nil
}

// sign(signing, key, padding, salt, plain)
func (n natives) finishSign(c goja.FunctionCall) goja.Value {
	s, k := c.Argument(0).Export().(*signing), n.key(c.Argument(1))
	if k.OneShot() || !k.CanSign() {
		n.check(errUnsupported)
	}
	o, err := signOptions(k, s.hash, c.Argument(2), c.Argument(3), c.Argument(4))
	n.check(err)
	out, err := k.Sign(s.state.Sum(), o)
	n.check(err)
	return n.NewBuffer(out)
}

// verify(signing, key, signature, padding, salt, plain)
func (n natives) finishVerify(c goja.FunctionCall) goja.Value {
	s, k := c.Argument(0).Export().(*signing), n.key(c.Argument(1))
	if k.OneShot() || !k.CanSign() {
		n.check(errUnsupported)
	}
	o, err := signOptions(k, s.hash, c.Argument(3), c.Argument(4), c.Argument(5))
	n.check(err)
	return n.bool(k.Verify(s.state.Sum(), n.bytes(c.Argument(2)), o))
}

// dataHash is the hash function for data that is signed at once: the key's own, or OpenSSL's usual one.
func (n natives) dataHash(k *keys.Key, name goja.Value) digest.Function {
	if k.OneShot() {
		if !realm.IsNullish(name) {
			n.check(ossl.InvalidDigest)
		}
		return digest.Function{}
	}
	wanted := "sha256"
	switch {
	case !realm.IsNullish(name):
		wanted = name.String()
	case k.PSS != nil:
		wanted = k.PSS.Hash
	}
	f, ok := digest.Lookup(wanted)
	if !ok {
		n.check(&codedError{"TypeError", "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + wanted})
	}
	return f
}

// signData(key, digest, data, padding, salt, plain, callback)
func (n natives) signData(c goja.FunctionCall) goja.Value {
	k := n.key(c.Argument(0))
	if !k.CanSign() {
		n.check(ossl.NotSupportedKey)
	}
	o, err := signOptions(k, n.dataHash(k, c.Argument(1)), c.Argument(3), c.Argument(4), c.Argument(5))
	n.check(err)
	data := n.copied(c.Argument(2))
	return n.job(c.Argument(6), func() (func() goja.Value, error) {
		out, err := k.SignData(data, o)
		return n.buffer(out), err
	})
}

// verifyData(key, digest, data, signature, padding, salt, plain, callback)
func (n natives) verifyData(c goja.FunctionCall) goja.Value {
	k := n.key(c.Argument(0))
	if !k.CanSign() {
		n.check(ossl.NotSupportedKey)
	}
	o, err := signOptions(k, n.dataHash(k, c.Argument(1)), c.Argument(4), c.Argument(5), c.Argument(6))
	n.check(err)
	data, signature := n.copied(c.Argument(2)), n.copied(c.Argument(3))
	return n.job(c.Argument(7), func() (func() goja.Value, error) {
		good := k.VerifyData(data, signature, o)
		return func() goja.Value { return n.bool(good) }, nil
	})
}

// crypt makes the native of an operation: (key, data, padding, hash, label, callback).
func (n natives) crypt(do func(*keys.Key, []byte, keys.RSAOptions) ([]byte, error)) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		k := n.key(c.Argument(0))
		if k.RSA == nil {
			n.check(ossl.NotSupportedKey)
		}
		o := keys.RSAOptions{Padding: integer(c.Argument(2)), Label: n.copied(c.Argument(4))}
		if o.Padding == keys.PaddingOAEP {
			f, ok := digest.Lookup(c.Argument(3).String())
			if !ok || f.New == nil {
				n.check(&codedError{"Error", "ERR_OSSL_EVP_INVALID_DIGEST", "Invalid digest used"})
			}
			o.Hash = f
		}
		data := n.copied(c.Argument(1))
		return n.job(c.Argument(5), func() (func() goja.Value, error) {
			out, err := do(k, data, o)
			return n.buffer(out), err
		})
	}
}
