package jshost

import (
	"io"
	"io/fs"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// Grants is what a [Config] grants, for a platform that runs functions without JavaScript beside those with it.
type Grants struct {
	OSFiles          bool  // all files of the operating system
	FS               fs.FS // what [Config.WithFS] was given, else nil
	Stdout, Stderr   io.Writer
	CacheDir         string // "" is none
	MemoryLimitPages uint32 // 0 is the standard's limit

	permissions *Permissions
}

// MayWrite tells whether the file or directory name may be both read and written.
func (g Grants) MayWrite(name string) bool {
	if g.permissions == nil {
		return g.OSFiles
	}
	box := sandbox.New(sandbox.OS(), "/", nil)
	box.Restrict(*g.permissions)
	return g.OSFiles && box.Check(sandbox.ReadFiles, name) && box.Check(sandbox.WriteFiles, name)
}

// Grants returns what c grants. The writers are never nil.
func (c Config) Grants() Grants {
	return Grants{
		OSFiles: c.files != nil && c.granted == nil, FS: c.granted,
		Stdout: orDiscard(c.stdout), Stderr: orDiscard(c.stderr),
		CacheDir: c.cacheDir, MemoryLimitPages: c.memPages,
		permissions: c.permissions,
	}
}
