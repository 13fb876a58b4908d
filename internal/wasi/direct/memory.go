package direct

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/tetratelabs/wazero/api"
)

const (
	defaultAlloc  = "wasmglue_alloc"
	defaultFree   = "wasmglue_free"
	fallbackAlloc = "malloc"
	fallbackFree  = "free"
)

// allocator is the export that gives memory, (size) -> pointer; "" when there is none.
func (a *Action) allocator() string {
	return a.exported(func(def api.FunctionDefinition) bool {
		return slices.Equal(def.ParamTypes(), pointers[:1]) && slices.Equal(def.ResultTypes(), pointers[:1])
	}, a.cfg.Descriptor.Alloc, defaultAlloc, fallbackAlloc)
}

// liberator is the export that takes it back, (pointer) or (pointer, size); "" when there is none.
func (a *Action) liberator() string {
	return a.exported(func(def api.FunctionDefinition) bool {
		n := len(def.ParamTypes())
		return (n == 1 || n == 2) && slices.Equal(def.ParamTypes(), pointers[:n])
	}, a.cfg.Descriptor.Free, defaultFree, fallbackFree)
}

var pointers = [2]api.ValueType{api.ValueTypeI32, api.ValueTypeI32}

func (a *Action) exported(fits func(api.FunctionDefinition) bool, names ...string) string {
	for _, name := range names {
		if def, ok := a.module.Exports()[name]; ok && fits(def) {
			return name
		}
	}
	return ""
}

// store puts bytes into memory that the module's allocator gives, which the callee owns from then on.
func (c *exportCall) store(ctx context.Context, data []byte) (uint32, error) {
	if len(data) > math.MaxInt32 {
		return 0, &ParamsError{Reason: "are larger than a WebAssembly memory"}
	}
	alloc := c.action.allocator()
	results, err := c.instance.Call(ctx, alloc, uint64(max(len(data), 1))) // malloc(0) may give nothing
	if err != nil {
		return 0, err
	}
	ptr := uint32(results[0])
	memory := c.instance.Memory()
	if ptr == 0 || uint64(ptr)+uint64(len(data)) > uint64(len(memory)) {
		return 0, &ArgumentError{Export: c.name, Param: "memory", Reason: fmt.Sprintf("%s(%d) gave no memory", alloc, len(data))}
	}
	copy(memory[ptr:], data)
	return ptr, nil
}

// load finds the bytes of a result: two numbers, or one i64 with the pointer in its upper half, or an i32 that points to the two numbers.
func (c *exportCall) load(results []uint64) (data []byte, ptr uint32, err error) {
	memory := c.instance.Memory()
	var length uint32
	switch {
	case len(results) == 2:
		ptr, length = uint32(results[0]), uint32(results[1])
	case c.results[0] == api.ValueTypeI64:
		ptr, length = uint32(results[0]>>32), uint32(results[0])
	default:
		at := uint64(uint32(results[0]))
		if at+8 > uint64(len(memory)) {
			return nil, 0, &ResultError{c.name + " returned a pointer outside its memory"}
		}
		ptr, length = binary.LittleEndian.Uint32(memory[at:]), binary.LittleEndian.Uint32(memory[at+4:])
	}
	if uint64(ptr)+uint64(length) > uint64(len(memory)) {
		return nil, 0, &ResultError{c.name + " returned a pointer outside its memory"}
	}
	if uint64(length) > uint64(c.action.cfg.MaxResult) {
		return nil, 0, &ResultError{fmt.Sprintf("it is larger than %d bytes", c.action.cfg.MaxResult)}
	}
	return memory[ptr : uint64(ptr)+uint64(length)], ptr, nil
}

// giveBack frees a result in an instance that lives on. A pointer to two numbers stays the module's own.
func (c *exportCall) giveBack(ctx context.Context, ptr uint32, length int) error {
	free := c.action.liberator()
	if !c.action.cfg.Descriptor.Reuse || free == "" || ptr == 0 || len(c.results) == 1 && c.results[0] == api.ValueTypeI32 {
		return nil
	}
	args := []uint64{uint64(ptr)}
	if len(c.action.module.Exports()[free].ParamTypes()) == 2 {
		args = append(args, uint64(length))
	}
	_, err := c.instance.Call(ctx, free, args...)
	return err
}
