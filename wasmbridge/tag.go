package wasmbridge

import (
	"weak"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// tag is a tag instance, and the state of the Tag object for it.
type tag struct {
	bridge  *Bridge
	owner   *instance
	item    engine.Item
	params  []wasm.ValueType
	address engine.Address
	object  weak.Pointer[goja.Object]
}

// newTag makes the record of tag index of an instance.
func (b *Bridge) newTag(owner *instance, index uint32, params []wasm.ValueType) *tag {
	t := &tag{bridge: b, owner: owner, params: params, address: owner.engine.Tag(index),
		item: engine.Item{Instance: owner.engine, Kind: wasm.KindTag, Index: index}}
	b.tags.set(t.address, t)
	return t
}

func (t *tag) setObject(o *goja.Object) { t.object = weak.Make(o) }

// toObject is "create a Tag object".
func (t *tag) toObject() *goja.Object {
	if o := t.object.Value(); o != nil {
		return o
	}
	return t.bridge.tag.create(t)
}

// tagInterface defines Tag (section "Tags").
func (b *Bridge) tagInterface() *iface[tag] {
	const context = "WebAssembly.Tag()"
	return newInterface(b, "Tag", 1, func(a arguments) *tag {
		d := b.descriptor(a.values[0], context, "tag type")
		list := d.member("parameters")
		if list == nil || !isObject(list) {
			b.throwTypeError("%s: Argument 0 must be a tag type with 'parameters'", context)
		}
		var params []wasm.ValueType
		b.rt.ForOf(list, func(v goja.Value) bool {
			t, ok := wasm.ValueTypeFromJSName(v.ToString().String())
			if !ok {
				b.throwTypeError("%s: Argument 0 parameter type at index #%d must be a value type", context, len(params))
			}
			params = append(params, t)
			return true
		})
		return b.allocateTag(params)
	})
}

// allocateTag is tag_alloc.
func (b *Bridge) allocateTag(params []wasm.ValueType) *tag {
	owner, err := b.synthesize(b.ctx, synth.Tag(params))
	if err != nil {
		panic(b.rt.NewGoError(err))
	}
	return b.newTag(owner, 0, params)
}

// javaScriptTag is "get the JavaScript exception tag".
func (b *Bridge) javaScriptTag() *tag {
	if b.jsTag == nil {
		b.jsTag = b.allocateTag([]wasm.ValueType{wasm.ExternRef})
	}
	return b.jsTag
}
