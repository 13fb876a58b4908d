package jshost

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/web/fetch"
	"github.com/wasmglue/wasmglue/wasmbridge"
)

// installWebAssembly connects the bridge with what the other rooms have for it, and them with it.
func (h *Host) installWebAssembly(cfg Config) (err error) {
	r := h.realm
	h.bridge, err = wasmbridge.Install(r.Runtime, wasmbridge.NewConfig().
		WithScheduler(scheduler{r.Loop}).WithCluster(h.cluster.realms).WithLazyGlobal().WithInterrupted(r.Loop.Interrupted).
		WithSharedBufferMaker(func(_ *goja.Runtime, bytes []byte) *goja.Object { return r.NewSharedBuffer(bytes, nil, nil) }).
		WithResponseSource(func(_ *goja.Runtime, source goja.Value, done func([]byte, goja.Value)) {
			fetch.WebAssemblyBytes(r, source, done)
		}))
	if err != nil {
		return err
	}
	r.WebAssembly = webAssembly{h.bridge}
	const name = "WebAssembly"
	r.NoteLazyGlobal(name, r.OwnDescriptor(r.Runtime.GlobalObject(), r.Runtime.ToValue(name)).Get("get"))
	return nil
}

// webAssembly is the bridge as the rooms see it.
type webAssembly struct{ *wasmbridge.Bridge }

// MemoryOf returns what the bytes of a memory's buffer live as long as.
func (w webAssembly) MemoryOf(v goja.Value) any { return w.BufferOwner(v) }

// Serialize returns a form of a Module or shared Memory that belongs to no realm.
func (w webAssembly) Serialize(v goja.Value) (any, bool) { return w.Bridge.Serialize(v) }

// Deserialize makes the object for what Serialize returned.
func (w webAssembly) Deserialize(serialized any) (*goja.Object, error) {
	return w.Bridge.Deserialize(serialized.(wasmbridge.Serialized))
}
