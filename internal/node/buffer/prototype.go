package buffer

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// Prototype makes Buffer.prototype ahead of the module: reading a file gives a Buffer, and most readers only pass it on. The first property that
// is read loads the module, which then defines them all.
func Prototype(r *realm.Realm) *goja.Object {
	proto := r.Runtime.NewObject()
	uint8Array := r.Runtime.Get("Uint8Array").(*goja.Object)
	_ = proto.SetPrototype(uint8Array.Get("prototype").(*goja.Object))
	load := func() error {
		v, err := r.Builtins.Require("buffer")
		if err == nil {
			v.(*goja.Object).Get("Buffer")
		}
		return err
	}
	r.LazyProperties(proto, prototypeNames(), load, nil)
	return proto
}

// prototypeNames lists the own properties of Buffer.prototype that have names.
func prototypeNames() []string {
	names := []string{"constructor", "parent", "offset", "inspect", "toString", "toLocaleString", "toJSON", "equals", "compare", "copy", "slice",
		"subarray", "fill", "indexOf", "lastIndexOf", "includes", "write", "swap16", "swap32", "swap64"}
	for _, encoding := range []string{"ascii", "base64", "base64url", "latin1", "hex", "ucs2", "utf8"} {
		names = append(names, encoding+"Slice", encoding+"Write")
	}
	for name, l := range layouts {
		ends := []string{"LE", "BE"}
		if l.size == 1 {
			ends = []string{""}
		}
		for _, end := range ends {
			names = append(names, "read"+name+end, "write"+name+end)
			if strings.Contains(name, "UInt") {
				alias := strings.Replace(name, "UInt", "Uint", 1)
				names = append(names, "read"+alias+end, "write"+alias+end)
			}
		}
	}
	return names
}
