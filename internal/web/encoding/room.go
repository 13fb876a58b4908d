package encoding

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed encoding.js
var source string

var script = realm.NewModuleScript("node:internal/encoding", source)

// Load builds the exports: the classes TextEncoder and TextDecoder. The classes are JavaScript, for subclasses and brands; all work is Go.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "encode", 1, encodeNative(r))
	r.Method(native, "encodeInto", 2, encodeIntoNative(r))
	r.Method(native, "decoder", 3, decoderNative(r))
	r.Method(native, "decode", 3, decodeNative(r))
	property := func(name string, get func(*decoder) any) {
		r.Method(native, name, 1, func(c goja.FunctionCall) goja.Value {
			return r.Runtime.ToValue(get(c.Argument(0).Export().(*decoder)))
		})
	}
	property("encodingOf", func(d *decoder) any { return d.name })
	property("fatalOf", func(d *decoder) any { return d.fatal })
	property("ignoreBOMOf", func(d *decoder) any { return d.ignoreBOM })
	r.Method(native, "throwType", 3, func(c goja.FunctionCall) goja.Value {
		r.ThrowArgType(c.Argument(0).String(), c.Argument(1).String(), c.Argument(2))
		return nil
	})
	return script.Load(r, native)
}

func decoderNative(r *realm.Realm) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		label := c.Argument(0).String()
		d, ok := newDecoder(label)
		if !ok {
			if name, known := nameOf(label); known {
				label = name
			}
			r.Throw("RangeError", "ERR_ENCODING_NOT_SUPPORTED", `The "`+label+`" encoding is not supported`)
		}
		d.fatal, d.ignoreBOM = c.Argument(1).ToBoolean(), c.Argument(2).ToBoolean()
		return r.Runtime.ToValue(d)
	}
}

func decodeNative(r *realm.Realm) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		d := c.Argument(0).Export().(*decoder)
		var input []byte
		if v := c.Argument(1); !goja.IsUndefined(v) {
			var ok bool
			if input, ok = r.Bytes(v); !ok {
				r.Throw("TypeError", "ERR_INVALID_ARG_TYPE", `The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.`)
			}
		}
		t, ok := d.decode(input, c.Argument(2).ToBoolean())
		if !ok {
			r.Throw("TypeError", "ERR_ENCODING_INVALID_ENCODED_DATA", "The encoded data was not valid for encoding "+d.name)
		}
		return t.value(r.Runtime)
	}
}
