package wasmbridge

import (
	"context"
	"errors"
	"fmt"
	"weak"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
)

// ErrClosed is what using WebAssembly fails with after its Bridge or Cluster was closed.
var ErrClosed = errors.New("wasmbridge: closed")

// Bridge is the WebAssembly of one realm: it connects a goja runtime with a store. Its methods must be called on the
// goroutine that the runtime belongs to, unless they say otherwise.
type Bridge struct {
	rt         *goja.Runtime
	config     Config
	cluster    *Cluster
	ownCluster bool
	engine     *engine.Engine // nil before first use
	ctx        context.Context

	namespace *goja.Object
	shell     *shell
	intrinsics
	interfaces
	caches

	activations activations
	hosts       hostFunctions
	externs     externTable
	exceptions  exceptionCache
	uncatchable weakMap[weak.Pointer[goja.Object], goja.Object] // errors for traps
	throwing    bool                                            // some instance has tags
	catchers    map[string]*engine.Instance
	jsTag       *tag
	threads     threads
	callState
	closed bool
}

// caches are the specification's object caches, except that what nobody can reach any more is not kept.
type caches struct {
	instances weakMap[uintptr, instance] // by engine identity
	memories  weakMap[engine.Address, memory]
	tables    weakMap[engine.Address, table]
	globals   weakMap[engine.Address, global]
	tags      weakMap[engine.Address, tag]
	buffers   memoryBuffers
}

// callState is what calls in progress share.
type callState struct {
	depth        int          // activations of WebAssembly functions
	nestingLimit int          // largest depth
	stack        []uint64     // parameters and results, see reserve
	stackTop     int          // first free slot
	args         []goja.Value // arguments of host functions
	asking       goja.Value   // receiver by which a function is asked for its state
	answer       *function    // what it answers
	exportedCode uintptr      // see exportedFunction
}

// Install defines the global WebAssembly in rt. The store is made when it is first needed, not here.
func Install(rt *goja.Runtime, c Config) (*Bridge, error) {
	b := &Bridge{rt: rt, config: c, cluster: c.cluster, ctx: context.Background()}
	if b.cluster == nil {
		b.cluster, b.ownCluster = NewCluster(c), true
	}
	b.externs.rt = rt
	b.nestingLimit, b.exportedCode = c.nestingLimit(), exportedCode()
	var err error
	if c.lazy {
		err = b.installAccessor()
	} else if ex := rt.Try(func() { b.Namespace() }); ex != nil {
		err = ex
	}
	if err != nil {
		return nil, fmt.Errorf("wasmbridge: install: %w", err)
	}
	return b, nil
}

func (b *Bridge) installAccessor() error {
	read := func(goja.FunctionCall) goja.Value { return b.Namespace() }
	write := func(c goja.FunctionCall) goja.Value { return b.define(c.Argument(0)) }
	return b.rt.GlobalObject().DefineAccessorProperty(globalName, b.rt.ToValue(read), b.rt.ToValue(write),
		goja.FLAG_TRUE, goja.FLAG_FALSE)
}

const globalName = "WebAssembly"

// define replaces the accessor of the global by its value.
func (b *Bridge) define(v goja.Value) goja.Value {
	define(b.rt.GlobalObject().DefineDataProperty(globalName, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return v
}

// Namespace returns the WebAssembly object. It may be called while JavaScript is running or not.
func (b *Bridge) Namespace() *goja.Object {
	if b.namespace == nil {
		b.shell = newShell(b.rt)
		b.intrinsics = newIntrinsics(b.rt)
		b.asking = b.rt.NewObject()
		b.defineNamespace()
		b.define(b.namespace)
	}
	return b.namespace
}

// Close frees the store, unless it belongs to a cluster. Nothing may use the realm's WebAssembly afterwards: functions
// throw, memories must not be touched.
func (b *Bridge) Close(ctx context.Context) error {
	if b.closed {
		return nil
	}
	b.closed = true
	if !b.ownCluster {
		return nil
	}
	return b.cluster.Close(ctx)
}

// store returns the engine, or throws when there can be none.
func (b *Bridge) store() *engine.Engine {
	if b.closed {
		panic(b.rt.NewGoError(ErrClosed))
	}
	if b.engine == nil {
		e, err := b.cluster.engine()
		if err != nil {
			panic(b.rt.NewGoError(err))
		}
		b.engine = e
	}
	return b.engine
}
