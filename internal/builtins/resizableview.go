package builtins

import (
	"weak"

	"github.com/dop251/goja"
)

// viewsOfBuffer are the views of a resizable buffer. The engine gives a view its length once, so they are told when the buffer's changes.
type viewsOfBuffer struct {
	views []bufferView
	limit int // of views before those that are gone are left out
}

// bufferView is a typed array or a DataView.
type bufferView struct {
	object       weak.Pointer[goja.Object]
	offset, size int // in bytes; of an element
	length       int // in elements; tracks if it is the buffer's to the end
}

const tracks = -1

// viewFields are the names of the engine's fields of a view.
type viewFields struct{ length, offset string }

var (
	typedArrayFields = viewFields{"length", "offset"}
	dataViewFields   = viewFields{"byteLen", "byteOffset"}
)

func (v *viewsOfBuffer) add(view bufferView) {
	if len(v.views) >= max(v.limit, 64) {
		kept := v.views[:0]
		for _, old := range v.views {
			if old.object.Value() != nil {
				kept = append(kept, old)
			}
		}
		clear(v.views[len(kept):])
		v.views, v.limit = kept, 2*len(kept)
	}
	v.views = append(v.views, view)
}

// follow gives the views the lengths that they have in a buffer of length bytes: one that is out of bounds has none.
func (v *viewsOfBuffer) follow(length int) {
	for _, view := range v.views {
		if object := view.object.Value(); object != nil {
			view.follow(object, length)
		}
	}
}

func (v bufferView) follow(object *goja.Object, bytes int) {
	length, offset, ok := placesOfView(object)
	if !ok {
		return
	}
	*offset, *length = v.offset, v.length
	if v.length == tracks {
		*length = (bytes - v.offset) / v.size
	}
	if v.offset > bytes || v.offset+*length*v.size > bytes {
		*offset, *length = 0, 0
	}
	if v.size > 1 {
		*offset /= v.size // the engine counts elements
	}
}

// placesOfView are where the engine keeps length and offset of a view.
func placesOfView(object *goja.Object) (length, offset *int, ok bool) {
	impl := implementation(object)
	fields := typedArrayFields
	if !impl.FieldByName(fields.length).IsValid() {
		fields = dataViewFields
	}
	length, hasLength := settable[int](impl, fields.length)
	offset, hasOffset := settable[int](impl, fields.offset)
	return length, offset, hasLength && hasOffset
}

// followViews notes, from the first resizable buffer on, which views such buffers have.
func (i *installer) followViews() {
	i.boundNatives()
	for _, name := range append(typedArrayNames(), "DataView") {
		hookConstructor(i.global(name), func(original construct) construct {
			return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
				defer i.outOfBounds()
				view := original(args, newTarget)
				if len(args) > 0 {
					if r, ok := i.resizables.Get(args[0]); ok {
						r.views.add(newBufferView(view, args))
					}
				}
				return view
			}
		})
	}
}

func newBufferView(object *goja.Object, args []goja.Value) bufferView {
	view := bufferView{object: weak.Make(object), size: 1, length: tracks, offset: int(object.Get("byteOffset").ToInteger())}
	if size := object.Get("BYTES_PER_ELEMENT"); size != nil {
		view.size = int(size.ToInteger())
	}
	if length, _, ok := placesOfView(object); ok && len(args) > 2 && !goja.IsUndefined(args[2]) {
		view.length = *length
	}
	return view
}

func typedArrayNames() []string {
	return []string{"Uint8Array", "Int8Array", "Uint8ClampedArray", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array", "Float32Array", "Float64Array",
		"BigInt64Array", "BigUint64Array"}
}
