package crypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/subtle"
	"errors"
	"math/big"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ciphers"
	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// defineWeb defines what the Web Crypto API has of its own: operations on whole messages, off the realm's goroutine.
func (n natives) defineWeb(native *goja.Object) {
	n.methods(native, map[string]realm.Native{
		"digest": n.webDigest, "hmac": n.webHMAC, "hmacVerify": n.webHMACVerify, "cipher": n.webCipher, "gcm": n.webGCM, "ctr": n.webCTR,
	})
}

// digest(name, data, callback)
func (n natives) webDigest(c goja.FunctionCall) goja.Value {
	f, _ := digest.Lookup(c.Argument(0).String())
	data := n.copied(c.Argument(1))
	return n.job(c.Argument(2), func() (func() goja.Value, error) { return n.buffer(f.Of(data)), nil })
}

func mac(f digest.Function, key, data []byte) []byte {
	h := hmac.New(f.New, key)
	_, _ = h.Write(data)
	return h.Sum(nil)
}

// hmac(name, key, data, callback)
func (n natives) webHMAC(c goja.FunctionCall) goja.Value {
	f, _ := digest.Lookup(c.Argument(0).String())
	key, data := n.secret(c.Argument(1)), n.copied(c.Argument(2))
	return n.job(c.Argument(3), func() (func() goja.Value, error) { return n.buffer(mac(f, key, data)), nil })
}

// hmacVerify(name, key, data, signature, callback)
func (n natives) webHMACVerify(c goja.FunctionCall) goja.Value {
	f, _ := digest.Lookup(c.Argument(0).String())
	key, data, signature := n.secret(c.Argument(1)), n.copied(c.Argument(2)), n.copied(c.Argument(3))
	return n.job(c.Argument(4), func() (func() goja.Value, error) {
		good := subtle.ConstantTimeCompare(mac(f, key, data), signature) == 1
		return func() goja.Value { return n.bool(good) }, nil
	})
}

// cipher(name, encrypt, key, iv, data, callback) is a whole message in a mode without a tag.
func (n natives) webCipher(c goja.FunctionCall) goja.Value {
	info, _ := ciphers.Lookup(c.Argument(0).String())
	encrypt, key, iv, data := c.Argument(1).ToBoolean(), n.secret(c.Argument(2)), n.copied(c.Argument(3)), n.copied(c.Argument(4))
	return n.job(c.Argument(5), func() (func() goja.Value, error) {
		state, err := info.New(key, iv, encrypt, 0)
		if err != nil {
			return nil, err
		}
		out, err := state.Update(data)
		if err != nil {
			return nil, err
		}
		rest, err := state.Final()
		return n.buffer(append(out, rest...)), err
	})
}

// gcm(encrypt, key, iv, data, additional, tagLength, callback): the tag is behind the message.
func (n natives) webGCM(c goja.FunctionCall) goja.Value {
	encrypt, key := c.Argument(0).ToBoolean(), n.secret(c.Argument(1))
	iv, data, aad, tagLength := n.copied(c.Argument(2)), n.copied(c.Argument(3)), n.copied(c.Argument(4)), integer(c.Argument(5))
	return n.job(c.Argument(6), func() (func() goja.Value, error) {
		out, err := gcm(encrypt, key, iv, data, aad, tagLength)
		return n.buffer(out), err
	})
}

func gcm(encrypt bool, key, iv, data, aad []byte, tagLength int) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	if tagLength == 16 && len(iv) == 12 {
		whole, err := cipher.NewGCM(block)
		if err != nil {
			return nil, err
		}
		if encrypt {
			return whole.Seal(nil, iv, data, aad), nil
		}
		return whole.Open(nil, iv, data, aad)
	}
	info, _ := ciphers.Lookup(map[int]string{16: "aes-128-gcm", 24: "aes-192-gcm", 32: "aes-256-gcm"}[len(key)])
	state, err := info.New(key, iv, encrypt, tagLength)
	if err != nil {
		return nil, err
	}
	a := state.(ciphers.Authenticated)
	a.AAD(aad)
	if !encrypt {
		if len(data) < tagLength {
			return nil, ciphers.ErrAuthenticate
		}
		a.Expect(data[len(data)-tagLength:])
		data = data[:len(data)-tagLength]
	}
	out, _ := a.Update(data)
	if _, err := a.Final(); err != nil {
		return nil, err
	}
	return append(out, a.Tag()...), nil
}

var errCounter = errors.New("the counter would repeat")

// ctr(key, counter, bits, data, callback): only the last bits of the counter count, the rest stays.
func (n natives) webCTR(c goja.FunctionCall) goja.Value {
	key, counter, bits, data := n.secret(c.Argument(0)), n.copied(c.Argument(1)), uint(integer(c.Argument(2))), n.copied(c.Argument(3))
	return n.job(c.Argument(4), func() (func() goja.Value, error) {
		out, err := ctr(key, counter, bits, data)
		return n.buffer(out), err
	})
}

func ctr(key, counter []byte, bits uint, data []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	limit := new(big.Int).Lsh(big.NewInt(1), bits)
	blocks := big.NewInt(int64((len(data) + 15) / 16))
	if blocks.Cmp(limit) > 0 {
		return nil, errCounter
	}
	at := new(big.Int).SetBytes(counter)
	low := new(big.Int).Mod(at, limit)
	out := make([]byte, len(data))
	first := len(data)
	if left := new(big.Int).Sub(limit, low); left.Cmp(blocks) < 0 {
		first = int(left.Int64()) * 16 // then the counter starts again at 0
	}
	cipher.NewCTR(block, counter).XORKeyStream(out[:first], data[:first])
	if first < len(data) {
		at.Sub(at, low)
		cipher.NewCTR(block, at.FillBytes(make([]byte, 16))).XORKeyStream(out[first:], data[first:])
	}
	return out, nil
}
