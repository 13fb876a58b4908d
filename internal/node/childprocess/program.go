//go:build unix

package childprocess

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/handle"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// program is what to start, and how.
type program struct {
	realm    *realm.Realm
	file     string   // a name to look for in PATH, or a path
	args     []string // with argv[0]
	dir      string   // absolute
	env      []string
	uid, gid int // -1 is this process's
	detached bool
	stdio    []wish
}

// wish says what one of the program's descriptors shall be: one of the numbers below, or a descriptor of the guest to share; or a handle to share.
type wish struct {
	number int
	handle *handle.Handle
}

const (
	ignored = -1
	piped   = -2
)

func newWish(v goja.Value) wish {
	if goja.IsNumber(v) {
		return wish{number: int(v.ToInteger())}
	}
	return wish{handle: handle.Of(v)}
}

// newProgram reads the options that JavaScript has checked, and asks whether the guest may start the program.
func newProgram(r *realm.Realm, options *goja.Object) *program {
	p := &program{
		realm: r,
		file:  options.Get("file").String(),
		args:  texts(r, options.Get("args")),
		dir:   r.Sandbox.Dir(),
		env:   texts(r, options.Get("envPairs")),
		uid:   identity(options.Get("uid")), gid: identity(options.Get("gid")),
		detached: options.Get("detached").ToBoolean(),
	}
	if cwd := options.Get("cwd"); !realm.IsNullish(cwd) {
		p.dir = r.Sandbox.Resolve(cwd.String())
	}
	if r.Sandbox.Files().Virtual() {
		p.dir = "/" // the guest's directories are not the system's
	}
	wishes := options.Get("stdio").ToObject(r.Runtime)
	p.stdio = make([]wish, wishes.Get("length").ToInteger())
	for i := range p.stdio {
		p.stdio[i] = newWish(wishes.Get(strconv.Itoa(i)))
	}
	r.Permit(r.Sandbox.CheckRun(p.resource()))
	return p
}

func texts(r *realm.Realm, v goja.Value) []string {
	array := v.ToObject(r.Runtime)
	list := make([]string, array.Get("length").ToInteger())
	for i := range list {
		list[i] = array.Get(strconv.Itoa(i)).String()
	}
	return list
}

func identity(v goja.Value) int {
	if realm.IsNullish(v) {
		return -1
	}
	return int(v.ToInteger())
}

// resource is the program as permissions name it: a bare name as it is, a path as an absolute one.
func (p *program) resource() string {
	if !strings.Contains(p.file, "/") {
		return p.file
	}
	return p.absolute(p.file)
}

func (p *program) absolute(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(p.dir, name)
}

// defaultPath is where the C library looks when there is no PATH.
const defaultPath = "/bin:/usr/bin"

// find looks for the program as execvp does in the environment that the program will have.
func (p *program) find() (string, error) {
	if p.file == "" {
		return "", syscall.ENOENT
	}
	if strings.Contains(p.file, "/") {
		return p.file, nil
	}
	var failure error = syscall.ENOENT
	for dir := range strings.SplitSeq(p.path(), ":") {
		name := p.absolute(filepath.Join(dir, p.file))
		info, err := os.Stat(name)
		switch {
		case err != nil:
		case info.IsDir() || info.Mode()&0o111 == 0:
			failure = syscall.EACCES
		default:
			return name, nil
		}
	}
	return "", failure
}

func (p *program) path() string {
	for _, pair := range p.env {
		if value, ok := strings.CutPrefix(pair, "PATH="); ok {
			return value
		}
	}
	return defaultPath
}

// nodeName is the name under which our own binary has node's command line alone: a file called like one of its commands is a file then.
const nodeName = "node"

// renamed are the arguments for the program at path: our own binary is called node, unless the guest called it otherwise.
func (p *program) renamed(path string) []string {
	if len(p.args) == 0 || p.args[0] != p.file {
		return p.args
	}
	exe, err := os.Executable()
	if err != nil || !sameFile(exe, p.absolute(path)) {
		return p.args
	}
	return append([]string{nodeName}, p.args[1:]...)
}

func sameFile(a, b string) bool {
	if a == b {
		return true
	}
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// start starts the program with files as its descriptors; nil is a closed one. A text without an interpreter's name is the shell's, as in execvp.
func (p *program) start(files []*os.File) (*os.Process, error) {
	path, err := p.find()
	if err != nil {
		return nil, err
	}
	p.keepInherited()
	attributes := &os.ProcAttr{Dir: p.dir, Env: p.env, Files: files, Sys: &syscall.SysProcAttr{Setsid: p.detached, Credential: p.credential()}}
	process, err := os.StartProcess(path, p.renamed(path), attributes)
	if errors.Is(err, syscall.ENOEXEC) {
		args := append([]string{"/bin/sh", path}, p.args[min(1, len(p.args)):]...)
		process, err = os.StartProcess("/bin/sh", args, attributes)
	}
	return process, err
}

// lastInherited is the highest descriptor that a parent is expected to have left open for this process.
const lastInherited = 31

// keepInherited keeps what this process was started with from the programs that it starts.
func (p *program) keepInherited() {
	for fd := 3; fd <= lastInherited; fd++ {
		p.realm.Inherited(fd)
	}
}

// credential is nil unless the program shall run as another user. Only root may drop groups, and does.
func (p *program) credential() *syscall.Credential {
	if p.uid < 0 && p.gid < 0 {
		return nil
	}
	c := &syscall.Credential{Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid()), NoSetGroups: os.Geteuid() != 0}
	if p.uid >= 0 {
		c.Uid = uint32(p.uid)
	}
	if p.gid >= 0 {
		c.Gid = uint32(p.gid)
	}
	return c
}
