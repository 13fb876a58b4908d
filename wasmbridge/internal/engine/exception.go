package engine

import (
	"runtime"
	"unsafe"

	"github.com/tetratelabs/wazero/api"
)

// Exception is an exception in the store. Whoever has its reference (an exnref) only as a number must keep the
// Exception reachable: wazero does not.
type Exception struct{ value *exceptionValue }

// NewException allocates an exception with the tag at the given address.
func NewException(tag Address, payload []uint64) Exception {
	return Exception{&exceptionValue{tag: tag, params: payload}}
}

// ExceptionAt returns the exception an exnref denotes; the exnref must be valid and not null.
func ExceptionAt(exnref uint64) Exception { return Exception{exceptionAt(uintptr(exnref))} }

// Ref returns the exnref.
func (x Exception) Ref() uint64 { return uint64(uintptr(unsafe.Pointer(x.value))) }

// Tag returns the address of the exception's tag.
func (x Exception) Tag() Address { return x.value.tag }

// Payload returns the exception's values; it must not be changed.
func (x Exception) Payload() []uint64 { return x.value.params }

// Address identifies the exception.
func (x Exception) Address() Address { return unsafe.Pointer(x.value) }

// Thrown returns the exception with which the call to f has just failed. ok is false when the engine has lost it.
func (e *Engine) Thrown(f api.Function) (x Exception, ok bool) {
	exnref, ok := e.layout.thrown(f)
	if !ok {
		return Exception{}, false
	}
	x = ExceptionAt(uint64(exnref))
	runtime.KeepAlive(f)
	return x, true
}
