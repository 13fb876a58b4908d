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

//go:embed promises.js
var promisesSource string

//go:embed core.js
var coreSource string

//go:embed stats.js
var statsSource string

//go:embed plain.js
var plainSource string

//go:embed contents.js
var contentsSource string

//go:embed transfer.js
var transferSource string

//go:embed rm.js
var rmSource string

//go:embed cp.js
var cpSource string

//go:embed dir.js
var dirSource string

//go:embed streams.js
var streamsSource string

//go:embed filehandle.js
var fileHandleSource string

//go:embed webstream.js
var webStreamSource string

//go:embed watch.js
var watchSource string

//go:embed blob.js
var blobSource string

var (
	fsScript         = realm.NewModuleScript("node:fs", fsSource)
	promisesScript   = realm.NewModuleScript("node:fs/promises", promisesSource)
	coreScript       = realm.NewModuleScript("node:internal/fs/core", coreSource)
	statsScript      = realm.NewModuleScript("node:internal/fs/stats", statsSource)
	plainScript      = realm.NewModuleScript("node:internal/fs/plain", plainSource)
	contentsScript   = realm.NewModuleScript("node:internal/fs/contents", contentsSource)
	transferScript   = realm.NewModuleScript("node:internal/fs/transfer", transferSource)
	rmScript         = realm.NewModuleScript("node:internal/fs/rm", rmSource)
	cpScript         = realm.NewModuleScript("node:internal/fs/cp", cpSource)
	dirScript        = realm.NewModuleScript("node:internal/fs/dir", dirSource)
	streamsScript    = realm.NewModuleScript("node:internal/fs/streams", streamsSource)
	fileHandleScript = realm.NewModuleScript("node:internal/fs/filehandle", fileHandleSource)
	webStreamScript  = realm.NewModuleScript("node:internal/fs/webstream", webStreamSource)
	watchScript      = realm.NewModuleScript("node:internal/fs/watch", watchSource)
	blobScript       = realm.NewModuleScript("node:internal/fs/blob", blobSource)
)

// Load builds the exports of fs.
func Load(r *realm.Realm) (goja.Value, error) { return fsScript.Load(r, nil) }

// LoadPromises builds the exports of fs/promises.
func LoadPromises(r *realm.Realm) (goja.Value, error) { return promisesScript.Load(r, nil) }

// LoadStats builds internal/fs/stats: Stats, StatFs and Dirent.
func LoadStats(r *realm.Realm) (goja.Value, error) { return statsScript.Load(r, nil) }

// LoadPlain builds internal/fs/plain: the operations whose faces are alike.
func LoadPlain(r *realm.Realm) (goja.Value, error) { return plainScript.Load(r, nil) }

// LoadContents builds internal/fs/contents: readFile and its like.
func LoadContents(r *realm.Realm) (goja.Value, error) { return contentsScript.Load(r, nil) }

// LoadTransfer builds internal/fs/transfer: read, write and the vectored ones.
func LoadTransfer(r *realm.Realm) (goja.Value, error) { return transferScript.Load(r, nil) }

// LoadRemove builds internal/fs/rm: the checks of rm.
func LoadRemove(r *realm.Realm) (goja.Value, error) { return rmScript.Load(r, nil) }

// LoadCopy builds internal/fs/cp: copies of whole trees.
func LoadCopy(r *realm.Realm) (goja.Value, error) { return cpScript.Load(r, nil) }

// LoadDir builds internal/fs/dir: Dir and opendir.
func LoadDir(r *realm.Realm) (goja.Value, error) { return dirScript.Load(r, nil) }

// LoadStreams builds internal/fs/streams: ReadStream and WriteStream.
func LoadStreams(r *realm.Realm) (goja.Value, error) { return streamsScript.Load(r, nil) }

// LoadFileHandle builds internal/fs/filehandle: FileHandle.
func LoadFileHandle(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	handover(r, native)
	return fileHandleScript.Load(r, native)
}

// LoadWebStream builds internal/fs/webstream: what FileHandle.readableWebStream returns.
func LoadWebStream(r *realm.Realm) (goja.Value, error) { return webStreamScript.Load(r, nil) }

// LoadWatch builds internal/fs/watch: watch and watchFile.
func LoadWatch(r *realm.Realm) (goja.Value, error) { return watchScript.Load(r, nil) }

// LoadBlob builds internal/fs/blob: openAsBlob.
func LoadBlob(r *realm.Realm) (goja.Value, error) { return blobScript.Load(r, nil) }

// LoadCore builds internal/fs/core: the argument checks and the operations.
func LoadCore(r *realm.Realm) (goja.Value, error) {
	core := newCore(r)
	native := r.Runtime.NewObject()
	r.Method(native, "sync", 1, core.sync)
	r.Method(native, "start", 3, core.start)
	r.Method(native, "watch", 2, core.watch)
	r.Method(native, "unwatch", 1, core.watchMethod(core.unwatch))
	r.Method(native, "refWatch", 1, core.watchMethod(func(w *watching) { w.operation.Ref() }))
	r.Method(native, "unrefWatch", 1, core.watchMethod(func(w *watching) { w.operation.Unref() }))
	_ = native.Set("constants", constants(r))
	return coreScript.Load(r, native)
}
