package lambda

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/wasmglue/wasmglue/jshost"
)

// moduleFile is a function that is a WebAssembly module, without JavaScript.
type moduleFile struct {
	files  fs.FS // its directory
	name   string
	export string // what is called; "" is main
}

// findModule tells whether handler names a WebAssembly module: "dir/module.export", or the file itself, "dir/module.wasm". The name is taken
// apart as for JavaScript, which comes first where there is both.
func findModule(grants jshost.Grants, root, handler string) (moduleFile, bool) {
	if strings.Contains(handler, "..") {
		return moduleFile{}, false
	}
	directory, last := path.Split(handler)
	base, export, ok := strings.Cut(last, ".")
	files := directoryOf(grants, resolve(root, directory))
	if !ok || base == "" || files == nil || !isFile(files, base+".wasm") || hasScript(files, base) {
		return moduleFile{}, false
	}
	if export == "wasm" {
		export = ""
	}
	return moduleFile{files: files, name: base + ".wasm", export: export}, true
}

// resolve is path.resolve of an absolute directory and a path.
func resolve(root, name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join(root, name)
}

// directoryOf returns the files of a directory, of those that are granted; nil when there are none.
func directoryOf(grants jshost.Grants, dir string) fs.FS {
	if grants.OSFiles {
		return os.DirFS(filepath.FromSlash(dir))
	}
	if inside := strings.Trim(dir, "/"); grants.FS != nil && inside != "" {
		sub, err := fs.Sub(grants.FS, inside)
		if err != nil {
			return nil
		}
		return sub
	}
	return grants.FS
}

// hasScript tells whether the JavaScript loader would find a file for a module's name.
func hasScript(files fs.FS, base string) bool {
	for _, name := range []string{base, base + ".js", base + ".mjs", base + ".cjs", base + "/index.js", base + "/package.json"} {
		if isFile(files, name) {
			return true
		}
	}
	return false
}

func isFile(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && !info.IsDir()
}
