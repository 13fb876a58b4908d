// Package fs is node:fs: one core of operations in Go, three faces (sync, callback, promises) in JavaScript. Operations read their
// arguments on the realm's goroutine, work on any, and make their result on the realm's again.
package fs

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed fs.js
var fsSource string

//go:embed core.js
var coreSource string

//go:embed stats.js
var statsSource string

//go:embed promises.js
var promisesSource string

//go:embed streams.js
var streamsSource string

//go:embed trees.js
var treesSource string

var (
	fsScript       = realm.NewModuleScript("node:fs", fsSource)
	coreScript     = realm.NewModuleScript("node:internal/fs/core", coreSource)
	statsScript    = realm.NewModuleScript("node:internal/fs/stats", statsSource)
	promisesScript = realm.NewModuleScript("node:fs/promises", promisesSource)
	streamsScript  = realm.NewModuleScript("node:internal/fs/streams", streamsSource)
	treesScript    = realm.NewModuleScript("node:internal/fs/trees", treesSource)
)

// Load builds the exports of fs.
func Load(r *realm.Realm) (goja.Value, error) { return fsScript.Load(r, nil) }

// LoadPromises builds the exports of fs/promises.
func LoadPromises(r *realm.Realm) (goja.Value, error) { return promisesScript.Load(r, nil) }

// LoadStats builds internal/fs/stats: Stats, Dirent and Dir.
func LoadStats(r *realm.Realm) (goja.Value, error) { return statsScript.Load(r, nil) }

// LoadStreams builds internal/fs/streams: ReadStream and WriteStream.
func LoadStreams(r *realm.Realm) (goja.Value, error) { return streamsScript.Load(r, nil) }

// LoadTrees builds internal/fs/trees: cp and rm of whole trees.
func LoadTrees(r *realm.Realm) (goja.Value, error) { return treesScript.Load(r, nil) }

// LoadCore builds internal/fs/core: the argument checks and the operations.
func LoadCore(r *realm.Realm) (goja.Value, error) {
	core := newCore(r)
	native := r.Runtime.NewObject()
	r.Method(native, "sync", 1, core.sync)
	r.Method(native, "start", 3, core.start)
	_ = native.Set("constants", r.Runtime.ToValue(constants()))
	return coreScript.Load(r, native)
}
