// Package fs is node:fs: one core of operations in Go, three faces (sync, callback, promises) in JavaScript. Operations read their
// arguments on the realm's goroutine, work on any, and make their result on the realm's again.
package fs

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed *.js
var sources embed.FS

func script(name, file string) *realm.ModuleScript {
	source, err := sources.ReadFile(file)
	if err != nil {
		panic(err) // the file is embedded
	}
	return realm.NewModuleScript(name, string(source))
}

var (
	fsScript       = script("node:fs", "fs.js")
	coreScript     = script("node:internal/fs/core", "core.js")
	statsScript    = script("node:internal/fs/stats", "stats.js")
	promisesScript = script("node:fs/promises", "promises.js")
	streamsScript  = script("node:internal/fs/streams", "streams.js")
	treesScript    = script("node:internal/fs/trees", "trees.js")
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
	_ = native.Set("constants", r.Runtime.ToValue(constants))
	return coreScript.Load(r, native)
}
