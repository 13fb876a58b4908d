// Package sandbox holds what one guest was granted: its files, working directory, environment and, through them, the only way to the
// operating system. What is per process in node is per Sandbox here, so that several hosts live in one process: os.Chdir and os.Setenv
// are never called.
package sandbox

import (
	"io/fs"
	"net/netip"
	"path"
	"path/filepath"
	"strings"
)

// Sandbox is the grant of one host. It belongs to the realm's goroutine.
type Sandbox struct {
	bare  FileSystem // files without a guard
	files FileSystem
	place *place // shared with workers
	env   *Env

	permissions Permissions
	restricted  bool
	resolved    map[string][]netip.Addr // addresses of names, as far as permissions depend on names
}

// New makes a sandbox over files with the working directory dir (absolute, as the guest sees it) and the environment env. Nil files is an
// empty file system, nil env an empty environment.
func New(files FileSystem, dir string, env *Env) *Sandbox {
	if files == nil {
		files = Empty()
	}
	if env == nil {
		env = NewEnv(nil)
	}
	if dir == "" {
		dir = "/"
	}
	return &Sandbox{bare: files, files: files, place: &place{dir: dir}, env: env,
		permissions: Permissions{Read: Everything, Write: Everything, Env: Everything}}
}

// ForWorker makes the sandbox of a worker: the same grants, working directory and umask, and the environment env.
func (s *Sandbox) ForWorker(env *Env) *Sandbox {
	w := *s
	w.env = env
	return &w
}

// Files returns the guest's file system. It takes absolute names: see [Sandbox.Resolve].
func (s *Sandbox) Files() FileSystem { return s.files }

// Env returns the guest's environment.
func (s *Sandbox) Env() *Env { return s.env }

// Chdir changes the guest's working directory. The error is that of the file system (*fs.PathError).
func (s *Sandbox) Chdir(name string) error {
	name = s.Resolve(name)
	info, err := s.files.Stat(name)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return &fs.PathError{Op: "chdir", Path: name, Err: errNotDir}
	}
	s.setDir(name)
	return nil
}

// Resolve makes name absolute against the guest's working directory.
func (s *Sandbox) Resolve(name string) string {
	if s.files.Virtual() {
		if !strings.HasPrefix(name, "/") {
			name = s.Dir() + "/" + name
		}
		return path.Clean(name)
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.Dir(), name)
	}
	return filepath.Clean(name)
}

// ReadFile reads a whole file, relative to the guest's working directory.
func (s *Sandbox) ReadFile(name string) ([]byte, error) { return s.files.ReadFile(s.Resolve(name)) }

// ReadManifest reads a package.json for the module loader, whatever may be read: it must know how to load what may. The guest sees nothing of
// the contents but how its modules resolve.
func (s *Sandbox) ReadManifest(name string) ([]byte, error) { return s.bare.ReadFile(name) }

// Stat follows symbolic links.
func (s *Sandbox) Stat(name string) (fs.FileInfo, error) { return s.files.Stat(s.Resolve(name)) }
