package crypto

import (
	"errors"
	"math/big"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/node/crypto/keys"
	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
	"github.com/wasmglue/wasmglue/internal/realm"
)

func (n natives) defineKeys(native *goja.Object) {
	n.methods(native, map[string]realm.Native{
		"secret": n.newSecret, "parse": n.parseKey, "fromJWK": n.fromJWK, "fromRaw": n.fromRaw, "algorithm": n.keyAlgorithm, "details": n.keyDetails,
		"bytes": n.keyBytes, "export": n.exportKey, "toJWK": n.toJWK, "raw": n.rawKey, "public": n.publicHalf, "equal": n.equalKeys,
		"generate": n.generateKey, "generatePair": n.generatePair, "isPrivate": n.isPrivate,
	})
}

func (n natives) key(v goja.Value) *keys.Key {
	k, _ := v.Export().(*keys.Key)
	return k
}

func (n natives) handle(k *keys.Key) goja.Value { return n.Runtime.ToValue(k) }

var (
	errPassphrase = &codedError{"TypeError", "ERR_MISSING_PASSPHRASE", "Passphrase required for encrypted key"}
	errJWK        = &codedError{"TypeError", "ERR_CRYPTO_INVALID_JWK", "Invalid JWK data"}
	errJWKKind    = &codedError{"Error", "ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE", "Unsupported JWK Key Type."}
	errKeyType    = &codedError{"Error", "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "Keys of this type are not available on this host"}
	errKeyForm    = &codedError{"Error", "ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS", "The selected key encoding is not available for this key"}
	errCurve      = &codedError{"TypeError", "ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name"}
	errEmptyKey   = &codedError{"Error", "", "Failed to read private key"}
)

// keyError gives the errors of package keys node's codes.
func keyError(err error) error {
	var openssl *ossl.Error
	switch {
	case err == nil, errors.As(err, &openssl):
		return err
	case errors.Is(err, keys.ErrPassphrase):
		return errPassphrase
	case errors.Is(err, keys.ErrJWK):
		return errJWK
	case errors.Is(err, keys.ErrForm):
		return errKeyForm
	case errors.Is(err, keys.ErrEmpty):
		return errEmptyKey
	}
	return ossl.Unsupported
}

func (n natives) newSecret(c goja.FunctionCall) goja.Value {
	return n.handle(keys.NewSecret(n.bytes(c.Argument(0))))
}

// parse(private, data, format, encoding, passphrase)
func (n natives) parseKey(c goja.FunctionCall) goja.Value {
	source := keys.Source{Data: n.bytes(c.Argument(1)), Format: c.Argument(2).String(), Encoding: c.Argument(3).String()}
	if passphrase := c.Argument(4); !realm.IsNullish(passphrase) {
		source.Passphrase, source.Protected = n.bytes(passphrase), true
	}
	parse := keys.ParsePublic
	if c.Argument(0).ToBoolean() {
		parse = keys.ParsePrivate
	}
	k, err := parse(source)
	n.check(keyError(err))
	return n.handle(k)
}

// fromJWK(object, private)
func (n natives) fromJWK(c goja.FunctionCall) goja.Value {
	object := c.Argument(0).ToObject(n.Runtime)
	get := func(name string) string {
		if v := object.Get(name); goja.IsString(v) {
			return v.String()
		}
		return ""
	}
	k, err := keys.FromJWK(get, c.Argument(1).ToBoolean())
	if err != nil && get("kty") == "EC" {
		err = &codedError{"TypeError", "ERR_CRYPTO_INVALID_JWK", "Invalid JWK EC key"}
		panic(n.failure(err))
	}
	if errors.Is(err, keys.ErrUnsupported) {
		n.check(errKeyType)
	}
	n.check(keyError(err))
	return n.handle(k)
}

// fromRaw(algorithm, curve, bytes, private) answers undefined for bytes that are no key.
func (n natives) fromRaw(c goja.FunctionCall) goja.Value {
	b, private := n.bytes(c.Argument(2)), c.Argument(3).ToBoolean()
	var k *keys.Key
	var err error
	if algorithm := c.Argument(0).String(); algorithm != keys.EC {
		k, err = keys.FromRaw(algorithm, b, private)
	} else {
		curve := keys.CurveByName(c.Argument(1).String())
		switch {
		case curve == nil:
			n.check(errCurve)
		case private:
			k, err = keys.NewEC(curve, b)
		default:
			k, err = keys.NewECPublic(curve, b)
		}
	}
	if err != nil {
		return goja.Undefined()
	}
	return n.handle(k)
}

func (n natives) keyAlgorithm(c goja.FunctionCall) goja.Value {
	return n.Runtime.ToValue(n.key(c.Argument(0)).Algorithm)
}

// details(key) are what asymmetricKeyDetails says.
func (n natives) keyDetails(c goja.FunctionCall) goja.Value {
	k := n.key(c.Argument(0))
	object := n.Runtime.NewObject()
	if k.RSA != nil {
		_ = object.Set("modulusLength", k.RSA.N.BitLen())
		_ = object.Set("publicExponent", new(big.Int).Set(k.RSA.E))
	}
	if k.PSS != nil {
		_ = object.Set("hashAlgorithm", k.PSS.Hash)
		_ = object.Set("mgf1HashAlgorithm", k.PSS.MGFHash)
		_ = object.Set("saltLength", k.PSS.Salt)
	}
	if k.Curve != nil {
		_ = object.Set("namedCurve", k.Curve.Name)
	}
	return object
}

// bytes(key) are those of a secret key.
func (n natives) keyBytes(c goja.FunctionCall) goja.Value {
	return n.NewBuffer(append([]byte{}, n.key(c.Argument(0)).Secret...))
}

// export(key, format, encoding, cipher, passphrase)
func (n natives) exportKey(c goja.FunctionCall) goja.Value {
	target := keys.Target{Format: c.Argument(1).String(), Encoding: c.Argument(2).String(), Passphrase: n.bytes(c.Argument(4))}
	if !realm.IsNullish(c.Argument(3)) {
		target.Cipher = c.Argument(3).String()
	}
	out, err := n.key(c.Argument(0)).Export(target)
	if errors.Is(err, keys.ErrUnsupported) {
		n.check(&codedError{"Error", "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher"})
	}
	n.check(keyError(err))
	if target.Format == "pem" {
		return n.Runtime.ToValue(string(out))
	}
	return n.NewBuffer(out)
}

func (n natives) toJWK(c goja.FunctionCall) goja.Value {
	k := n.key(c.Argument(0))
	members, err := k.JWK()
	if errors.Is(err, keys.ErrJWKCurve) {
		n.check(&codedError{"Error", "ERR_CRYPTO_JWK_UNSUPPORTED_CURVE", "Unsupported JWK EC curve: " + k.Curve.Name + "."})
	}
	if err != nil {
		n.check(errJWKKind)
	}
	object := n.Runtime.NewObject()
	for _, m := range members {
		_ = object.Set(m.Name, m.Value)
	}
	return object
}

// raw(key, private, form) are the point or the private bytes.
func (n natives) rawKey(c goja.FunctionCall) goja.Value {
	k := n.key(c.Argument(0))
	b := k.Point
	switch {
	case c.Argument(1).ToBoolean():
		b = k.Own
	case k.Curve != nil:
		b = k.Curve.Form(k.Point, c.Argument(2).String())
	}
	return n.NewBuffer(append([]byte{}, b...))
}

func (n natives) publicHalf(c goja.FunctionCall) goja.Value {
	return n.handle(n.key(c.Argument(0)).Public())
}

func (n natives) isPrivate(c goja.FunctionCall) goja.Value {
	return n.bool(n.key(c.Argument(0)).Type == keys.Private)
}

func (n natives) equalKeys(c goja.FunctionCall) goja.Value {
	return n.bool(n.key(c.Argument(0)).Equal(n.key(c.Argument(1))))
}

// generate(bytes, callback) makes a secret key.
func (n natives) generateKey(c goja.FunctionCall) goja.Value {
	size := integer(c.Argument(0))
	return n.job(c.Argument(1), func() (func() goja.Value, error) {
		k := &keys.Key{Type: keys.Secret, Secret: randomBytes(size)}
		return func() goja.Value { return n.handle(k) }, nil
	})
}

// generatePair(algorithm, options, callback) makes the private key of a pair.
func (n natives) generatePair(c goja.FunctionCall) goja.Value {
	make, err := n.generator(c.Argument(0).String(), c.Argument(1).ToObject(n.Runtime))
	n.check(err)
	return n.job(c.Argument(2), func() (func() goja.Value, error) {
		k, err := make()
		if err != nil {
			return nil, err
		}
		return func() goja.Value { return n.handle(k) }, nil
	})
}

func (n natives) generator(algorithm string, o *goja.Object) (func() (*keys.Key, error), error) {
	number := func(name string) int { return integer(o.Get(name)) }
	switch algorithm {
	case keys.RSA, keys.RSAPSS:
		bits, exponent := number("modulusLength"), big.NewInt(o.Get("publicExponent").ToInteger())
		pss, err := restriction(o)
		return func() (*keys.Key, error) {
			k, err := keys.GenerateRSA(bits, exponent)
			if err == nil {
				k.Algorithm, k.PSS = algorithm, pss
			}
			return k, err
		}, err
	case keys.EC:
		curve := keys.CurveByName(o.Get("namedCurve").String())
		if curve == nil {
			return nil, errCurve
		}
		return func() (*keys.Key, error) { return keys.GenerateEC(curve) }, nil
	case keys.Ed25519, keys.X25519:
		return func() (*keys.Key, error) { return keys.Generate25519(algorithm) }, nil
	case keys.DH:
		prime, generator := new(big.Int).SetBytes(n.bytes(o.Get("prime"))), big.NewInt(o.Get("generator").ToInteger())
		return func() (*keys.Key, error) { return keys.GenerateDH(prime, generator) }, nil
	}
	return nil, errKeyType
}

// restriction reads what an rsa-pss key is to be restricted to.
func restriction(o *goja.Object) (*keys.PSSParameters, error) {
	name := func(property string) string {
		if v := o.Get(property); !realm.IsNullish(v) {
			return v.String()
		}
		return ""
	}
	hash, mgf := name("hashAlgorithm"), name("mgf1HashAlgorithm")
	if hash == "" && mgf == "" && realm.IsNullish(o.Get("saltLength")) {
		return nil, nil
	}
	p := &keys.PSSParameters{Hash: "sha1", MGFHash: "sha1", Salt: 20}
	if hash != "" {
		f, ok := digest.Lookup(hash)
		if !ok {
			return nil, &codedError{"TypeError", "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + hash}
		}
		p.Hash, p.MGFHash, p.Salt = f.Name, f.Name, f.Size
	}
	if mgf != "" {
		f, ok := digest.Lookup(mgf)
		if !ok {
			return nil, &codedError{"TypeError", "ERR_CRYPTO_INVALID_DIGEST", "Invalid MGF1 digest: " + mgf}
		}
		p.MGFHash = f.Name
	}
	if v := o.Get("saltLength"); !realm.IsNullish(v) {
		p.Salt = integer(v)
	}
	return p, nil
}
