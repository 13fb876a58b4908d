package jshost

import (
	"io"
	"io/fs"
)

// Grants is what a [Config] grants, for a platform that runs functions without JavaScript beside those with it.
type Grants struct {
	OSFiles          bool  // all files of the operating system
	FS               fs.FS // what [Config.WithFS] was given, else nil
	Stdout, Stderr   io.Writer
	CacheDir         string // "" is none
	MemoryLimitPages uint32 // 0 is the standard's limit
}

// Grants returns what c grants. The writers are never nil.
func (c Config) Grants() Grants {
	return Grants{
		OSFiles: c.files != nil && c.granted == nil, FS: c.granted,
		Stdout: orDiscard(c.stdout), Stderr: orDiscard(c.stderr),
		CacheDir: c.cacheDir, MemoryLimitPages: c.memPages,
	}
}
