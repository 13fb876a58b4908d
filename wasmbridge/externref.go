package wasmbridge

import (
	"math"

	"github.com/dop251/goja"
)

// externTable is the host value cache: it gives JavaScript values the 64-bit handles by which WebAssembly holds them.
// null is 0, as in wazero. Small values are their own handle, so only the others take a place in the table; a place is
// given back by collect.
type externTable struct {
	rt     *goja.Runtime
	values []goja.Value            // by handle - firstPlace
	places map[*goja.Object]uint64 // handle of each object in the table
	free   []uint64
	used   int // places taken since the last collection
}

const (
	externUndefined = 1
	externFalse     = 2
	externTrue      = 3
	externInt       = 1 << 62 // | a 32-bit integer
	firstPlace      = 16
)

// handle returns the handle of v.
func (t *externTable) handle(v goja.Value) uint64 {
	if o, ok := v.(*goja.Object); ok {
		return t.objectHandle(o)
	}
	switch {
	case goja.IsNull(v):
		return 0
	case goja.IsUndefined(v):
		return externUndefined
	}
	switch x := v.Export().(type) {
	case bool:
		if x {
			return externTrue
		}
		return externFalse
	case int64:
		if x >= math.MinInt32 && x <= math.MaxInt32 {
			return externInt | uint64(uint32(x))
		}
	}
	return t.place(v)
}

func (t *externTable) objectHandle(o *goja.Object) uint64 {
	if h, ok := t.places[o]; ok {
		return h
	}
	h := t.place(o)
	if t.places == nil {
		t.places = make(map[*goja.Object]uint64)
	}
	t.places[o] = h
	return h
}

func (t *externTable) place(v goja.Value) uint64 {
	t.used++
	if n := len(t.free); n > 0 {
		h := t.free[n-1]
		t.free = t.free[:n-1]
		t.values[h-firstPlace] = v
		return h
	}
	t.values = append(t.values, v)
	return uint64(len(t.values)-1) + firstPlace
}

// value returns what a handle stands for ("retrieving a host value").
func (t *externTable) value(h uint64) goja.Value {
	switch {
	case h == 0:
		return goja.Null()
	case h == externUndefined:
		return goja.Undefined()
	case h == externFalse:
		return t.rt.ToValue(false)
	case h == externTrue:
		return t.rt.ToValue(true)
	case h&externInt != 0:
		return t.rt.ToValue(int64(int32(h)))
	}
	return t.values[h-firstPlace]
}

// collectIfFull frees the handles that WebAssembly no longer holds, when many were made since the last time. No
// WebAssembly code may be running: its locals cannot be seen.
func (t *externTable) collectIfFull(b *Bridge) {
	if t.used > 4096 && t.used > len(t.values)/2 {
		b.collectExterns()
	}
}

// sweep frees the places that are not marked.
func (t *externTable) sweep(marked map[uint64]bool) {
	t.used = 0
	t.free = t.free[:0]
	for i, v := range t.values {
		h := uint64(i) + firstPlace
		if marked[h] {
			continue
		}
		if o, ok := v.(*goja.Object); ok {
			delete(t.places, o)
		}
		t.values[i] = nil
		t.free = append(t.free, h)
	}
}
