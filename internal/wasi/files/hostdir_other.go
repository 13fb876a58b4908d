//go:build !linux && !darwin

package files

import (
	"os"
	"path/filepath"

	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// OpenHost opens a directory of the host as the boundary of what a program may reach. The error is a [*PreopenError]. Here the boundary is
// kept by reading every link on the way before it is passed, which another process that changes links meanwhile can defeat.
func OpenHost(name string) (Directory, error) {
	full, err := filepath.Abs(name)
	if err == nil {
		var info os.FileInfo
		if info, err = os.Stat(full); err == nil && !info.IsDir() {
			err = wasip1.ENOTDIR
		}
	}
	if err != nil {
		return nil, &PreopenError{Dir: name, Err: err}
	}
	return OpenTree(sandbox.OS(), full)
}

// HostStream is a standard stream of the host.
func HostStream(f *os.File) File { return Stream(f, f) }
