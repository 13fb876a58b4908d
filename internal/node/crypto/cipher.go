package crypto

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ciphers"
	"github.com/wasmglue/wasmglue/internal/node/crypto/keys"
	"github.com/wasmglue/wasmglue/internal/realm"
)

func (n natives) defineCipher(native *goja.Object) {
	n.methods(native, map[string]realm.Native{
		"cipher": n.cipher, "update": n.cipherUpdate, "final": n.cipherFinal, "aad": n.cipherAAD, "tag": n.cipherTag, "expect": n.cipherExpect,
		"padding": n.cipherPadding, "info": n.cipherInfo, "bytesToKey": n.bytesToKey,
		"names": func(goja.FunctionCall) goja.Value { return n.strings(ciphers.Names()) },
	})
}

// running is a cipher at work, and what it has come to.
type running struct {
	info      ciphers.Info
	state     ciphers.State
	encrypt   bool
	tagLength int // 0 when it was not said
	ivLength  int
	started   bool
	expects   bool // a tag was set
	done      bool
}

var (
	errState         = &codedError{"Error", "", "Trying to add data in unsupported state"}
	errAuthenticate  = &codedError{"Error", "", "Unsupported state or unable to authenticate data"}
	errUnknownCipher = &codedError{"Error", "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher"}
	errKeyLength     = &codedError{"RangeError", "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length"}
	errIV            = &codedError{"TypeError", "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector"}
	errFinalized     = &codedError{"Error", "ERR_CRYPTO_INVALID_STATE", "Invalid state"}
	errMessageLength = &codedError{"RangeError", "ERR_CRYPTO_INVALID_MESSAGELEN", "Invalid message length"}
	errCCMLength     = &codedError{"TypeError", "ERR_MISSING_ARGS", "options.plaintextLength required for CCM mode with AAD"}
)

func errTag(message string) error {
	return &codedError{"TypeError", "ERR_CRYPTO_INVALID_AUTH_TAG", message}
}

// cipher(name, key, iv, encrypt, tagLength): a length of -1 was not said.
func (n natives) cipher(c goja.FunctionCall) goja.Value {
	name := c.Argument(0).String()
	info, ok := ciphers.Lookup(name)
	if !ok {
		n.check(errUnknownCipher)
	}
	key, iv := n.secret(c.Argument(1)), n.bytes(c.Argument(2))
	r := &running{info: info, encrypt: c.Argument(3).ToBoolean(), ivLength: len(iv)}
	if len(key) != info.KeyLength {
		if !info.ValidIV(len(iv)) && info.IVLength != 0 {
			n.check(errIV)
		}
		n.check(errKeyLength)
	}
	if !info.ValidIV(len(iv)) {
		n.check(errIV)
	}
	n.check(r.setTagLength(integer(c.Argument(4)), name))
	length := r.tagLength
	if length == 0 {
		length = 16
	}
	state, err := info.New(key, iv, r.encrypt, length)
	n.check(err)
	r.state = state
	return n.Runtime.ToValue(r)
}

func (r *running) setTagLength(length int, name string) error {
	if !r.info.Authenticated() {
		return nil
	}
	if length < 0 {
		if r.info.Mode == "ccm" || r.info.Mode == "ocb" {
			return errTag("authTagLength required for " + name)
		}
		return nil
	}
	if !r.info.ValidTag(length) {
		return errTag("Invalid authentication tag length: " + itoa(length))
	}
	r.tagLength = length
	return nil
}

// checkSize holds the length of a CCM message to what its nonce leaves room for.
func (r *running) checkSize(length int) error {
	if room := 15 - r.ivLength; room < 4 && length > 1<<(8*room)-1 {
		return errMessageLength
	}
	return nil
}

func (n natives) running(v goja.Value) *running { return v.Export().(*running) }

// update(cipher, data)
func (n natives) cipherUpdate(c goja.FunctionCall) goja.Value {
	r := n.running(c.Argument(0))
	if r.done {
		n.check(errState)
	}
	r.started = true
	if r.info.Mode == "ccm" && !r.encrypt && !r.expects {
		n.check(errState)
	}
	data := n.bytes(c.Argument(1))
	if r.info.Mode == "ccm" {
		n.check(r.checkSize(len(data)))
	}
	out, err := r.state.Update(data)
	if err != nil {
		n.check(errState)
	}
	return n.NewBuffer(out)
}

// final(cipher)
func (n natives) cipherFinal(c goja.FunctionCall) goja.Value {
	r := n.running(c.Argument(0))
	if r.done {
		n.check(errFinalized)
	}
	r.done = true
	out, err := r.state.Final()
	if err != nil && r.info.Authenticated() && !(r.encrypt && r.info.Mode == "ccm") {
		err = errAuthenticate
	}
	n.check(err)
	return n.NewBuffer(out)
}

// aad(cipher, data, plaintextLength) answers false when it is too late.
func (n natives) cipherAAD(c goja.FunctionCall) goja.Value {
	r := n.running(c.Argument(0))
	a, ok := r.state.(ciphers.Authenticated)
	if !ok || r.done || r.started {
		return n.bool(false)
	}
	if sized, ok := r.state.(ciphers.Sized); ok {
		length := integer(c.Argument(2))
		if length < 0 {
			n.check(errCCMLength)
		}
		n.check(r.checkSize(length))
		sized.SetLength(length)
	}
	a.AAD(n.bytes(c.Argument(1)))
	return n.bool(true)
}

// tag(cipher) is undefined while there is none.
func (n natives) cipherTag(c goja.FunctionCall) goja.Value {
	r := n.running(c.Argument(0))
	a, ok := r.state.(ciphers.Authenticated)
	if !ok || !r.done || !r.encrypt || a.Tag() == nil {
		return goja.Undefined()
	}
	return n.NewBuffer(append([]byte{}, a.Tag()...))
}

// expect(cipher, tag) answers false when there can be none.
func (n natives) cipherExpect(c goja.FunctionCall) goja.Value {
	r := n.running(c.Argument(0))
	a, ok := r.state.(ciphers.Authenticated)
	if !ok || r.encrypt || r.done || r.expects {
		return n.bool(false)
	}
	tag := n.bytes(c.Argument(1))
	if !r.info.ValidTag(len(tag)) || r.tagLength != 0 && r.tagLength != len(tag) {
		n.check(errTag("Invalid authentication tag length: " + itoa(len(tag))))
	}
	r.expects = true
	a.Expect(tag)
	return n.bool(true)
}

// padding(cipher, on) answers false when it is too late.
func (n natives) cipherPadding(c goja.FunctionCall) goja.Value {
	r := n.running(c.Argument(0))
	if r.done {
		return n.bool(false)
	}
	if p, ok := r.state.(ciphers.Padded); ok {
		p.SetPadding(c.Argument(1).ToBoolean())
	}
	return n.bool(true)
}

// info(nameOrNumber, keyLength, ivLength) is [mode, name, nid, blockSize, ivLength, keyLength], undefined for what there is not.
func (n natives) cipherInfo(c goja.FunctionCall) goja.Value {
	var info ciphers.Info
	var ok bool
	if goja.IsString(c.Argument(0)) {
		info, ok = ciphers.Lookup(c.Argument(0).String())
	} else {
		info, ok = ciphers.ByNID(integer(c.Argument(0)))
	}
	if length := c.Argument(1); !goja.IsUndefined(length) && integer(length) != info.KeyLength {
		ok = false
	}
	if length := c.Argument(2); !goja.IsUndefined(length) {
		ok = ok && info.ValidIV(integer(length))
		info.IVLength = integer(length)
	}
	if !ok {
		return goja.Undefined()
	}
	return n.Runtime.NewArray(info.Mode, info.Name, info.NID, info.BlockSize, info.IVLength, info.KeyLength)
}

// bytesToKey(name, password) is the key and the initialization vector that createCipher makes of a password.
func (n natives) bytesToKey(c goja.FunctionCall) goja.Value {
	info, ok := ciphers.Lookup(c.Argument(0).String())
	if !ok {
		n.check(errUnknownCipher)
	}
	both := keys.BytesToKey(n.bytes(c.Argument(1)), nil, info.KeyLength+info.IVLength)
	return n.Runtime.NewArray(n.NewBuffer(both[:info.KeyLength]), n.NewBuffer(both[info.KeyLength:]))
}
