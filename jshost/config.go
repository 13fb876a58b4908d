package jshost

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// Config says what a [Host] is made of and what it is granted. It is immutable: every With method returns a changed copy, so a Config may
// be shared and kept as a base. The zero Config grants nothing: no files, an empty environment, output discarded.
type Config struct {
	files     sandbox.FileSystem
	granted   fs.FS // what WithFS made files of
	dir       string
	env       []string
	argv      []string
	execArgv  []string
	execPath  string
	flags     Flags
	readFlags FlagReader
	channel   *realm.Channel
	signals   bool
	inherits  bool
	stdin     io.Reader
	stdout    io.Writer
	stderr    io.Writer
	cacheDir  string
	nodePath  []string
	memPages  uint32
	callDepth int

	permissions *Permissions // nil is what the other fields grant
	own         []string
}

// Flags are the switches of node's command line that change what a program sees.
type Flags = realm.Flags

// DefaultCallDepth is how many JavaScript frames may be on the stack unless [Config.WithCallDepth] says otherwise; node's default stack holds
// about as many.
const DefaultCallDepth = 10_000

// NewConfig returns the Config that grants nothing.
func NewConfig() Config { return Config{} }

// WithNode grants what node grants a script: the files, environment, working directory and standard streams of this process.
func (c Config) WithNode() Config {
	dir, err := os.Getwd()
	if err != nil {
		dir = "/"
	}
	exe, _ := os.Executable()
	return c.WithOSFiles().WithPermissions(AllPermissions()).WithSignals().WithDir(dir).WithEnv(os.Environ()).WithExecPath(exe).
		WithStdin(os.Stdin).WithStdout(os.Stdout).WithStderr(os.Stderr)
}

// WithPermissions narrows what the guest may reach to p: files and environment within what else is granted, and grants network and programs.
// Without it, and without [Config.WithNode], files and environment are those granted and network and programs are denied.
func (c Config) WithPermissions(p Permissions) Config { c.permissions = &p; return c }

// WithOwnFiles names files and directories of the program itself: they may be read whatever WithPermissions says, unless it denies them by name.
func (c Config) WithOwnFiles(names ...string) Config {
	c.own = append(slices.Clone(c.own), names...)
	return c
}

// WithSignals lets process.on('SIGTERM') and the like hear the signals of this process.
func (c Config) WithSignals() Config { c.signals = true; return c }

// WithInheritedFiles lets the guest use the descriptors above the standard streams that this process was started with, by their numbers.
func (c Config) WithInheritedFiles() Config { c.inherits = true; return c }

// WithFS shows fsys to the guest as its root directory, read-only. The working directory is / unless WithDir says otherwise.
func (c Config) WithFS(fsys fs.FS) Config {
	c.files, c.granted = sandbox.ReadOnly(fsys), fsys
	return c
}

// WithOSFiles grants the files of the operating system, all of them.
func (c Config) WithOSFiles() Config { c.files, c.granted = sandbox.OS(), nil; return c }

// WithDir sets the working directory: an absolute path, as the guest sees it. It belongs to the host, not to this process.
func (c Config) WithDir(dir string) Config { c.dir = dir; return c }

// WithEnv sets the whole environment, as NAME=value pairs.
func (c Config) WithEnv(pairs []string) Config { c.env = slices.Clone(pairs); return c }

// WithArgs sets what follows the script's name in process.argv.
func (c Config) WithArgs(args ...string) Config { c.argv = slices.Clone(args); return c }

// WithExecArgv sets process.execArgv.
func (c Config) WithExecArgv(args ...string) Config { c.execArgv = slices.Clone(args); return c }

// FlagReader reads the flags of a worker from the words that it is given as execArgv and from NODE_OPTIONS in its environment; invalid are the
// words that it cannot have.
type FlagReader func(execArgv, env []string) (flags Flags, invalid []string)

// WithFlagReader sets what reads the flags of workers. Without one a worker has those of the host that starts it.
func (c Config) WithFlagReader(read FlagReader) Config { c.readFlags = read; return c }

// WithFlags sets the switches of node's command line.
func (c Config) WithFlags(flags Flags) Config { c.flags = flags; return c }

// WithChannel lets process.send and 'message' talk to the process that has the other end of the local socket with the descriptor fd.
// serialization is how messages are written: json or advanced.
func (c Config) WithChannel(fd int, serialization string) Config {
	c.channel = &realm.Channel{FD: fd, Serialization: serialization}
	return c
}

// WithExecPath sets process.execPath, which is also process.argv[0].
func (c Config) WithExecPath(path string) Config { c.execPath = path; return c }

// WithStdin sets what process.stdin reads.
func (c Config) WithStdin(r io.Reader) Config { c.stdin = r; return c }

// WithStdout sets where console.log and process.stdout write. Writes come one at a time, from the host's goroutine, and are not buffered.
func (c Config) WithStdout(w io.Writer) Config { c.stdout = w; return c }

// WithStderr sets where console.error and process.stderr write.
func (c Config) WithStderr(w io.Writer) Config { c.stderr = w; return c }

// WithCacheDir lets compiled modules and lowered sources be kept in dir between processes; "" keeps none.
func (c Config) WithCacheDir(dir string) Config { c.cacheDir = dir; return c }

// WithNodePath adds directories in which bare specifiers are looked for last, as NODE_PATH does.
func (c Config) WithNodePath(dirs ...string) Config { c.nodePath = slices.Clone(dirs); return c }

// WithMemoryLimitPages limits each WebAssembly memory to n pages of 64 KiB; 0 is the standard's limit.
func (c Config) WithMemoryLimitPages(n uint32) Config { c.memPages = n; return c }

// WithCallDepth limits the JavaScript frames on the stack; beyond it calls throw a RangeError.
func (c Config) WithCallDepth(n int) Config { c.callDepth = n; return c }

func (c Config) depth() int {
	if c.callDepth > 0 {
		return c.callDepth
	}
	return DefaultCallDepth
}

func orDiscard(w io.Writer) io.Writer {
	if w == nil {
		return io.Discard
	}
	return w
}

// emptyReader is standard input when none was granted.
type emptyReader struct{}

func (emptyReader) Read([]byte) (int, error) { return 0, io.EOF }

func orEmpty(r io.Reader) io.Reader {
	if r == nil {
		return emptyReader{}
	}
	return r
}

// check reports why New cannot make a host of c.
func (c Config) check(ctx context.Context) error {
	if ctx == nil {
		return &ConfigError{Field: "ctx", Reason: "must not be nil"}
	}
	if c.dir != "" && c.dir[0] != '/' && !filepath.IsAbs(c.dir) {
		return &ConfigError{Field: "Dir", Reason: "must be absolute, got " + strconv.Quote(c.dir)}
	}
	return nil
}
