package jshost

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/web/response"
	"github.com/wasmglue/wasmglue/wasmbridge"
)

// installWebAssembly connects the bridge with what the other rooms have for it, and them with it.
func (h *Host) installWebAssembly(cfg Config) (err error) {
	r := h.realm
	h.bridge, err = wasmbridge.Install(r.Runtime, wasmbridge.NewConfig().
		WithScheduler(scheduler{r.Loop}).WithMemoryLimitPages(cfg.memPages).WithCompilationCache(cfg.cacheDir).WithLazyGlobal().
		WithSharedBufferMaker(func(_ *goja.Runtime, bytes []byte) *goja.Object { return r.NewSharedBuffer(bytes, nil) }).
		WithResponseSource(func(_ *goja.Runtime, source goja.Value, done func([]byte, goja.Value)) {
			done(response.WebAssemblyBytes(r, source), nil)
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

// Clone makes another object for the same Module or shared Memory.
func (w webAssembly) Clone(v goja.Value) (*goja.Object, bool) {
	s, ok := w.Serialize(v)
	if !ok {
		return nil, false
	}
	o, err := w.Deserialize(s)
	return o, err == nil
}
