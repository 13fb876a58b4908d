package fs

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func init() {
	operations["realpath"] = realpath(false)
	operations["realpathNative"] = realpath(true)
}

// maxLinks is how many symbolic links one name may lead through.
const maxLinks = 40

// realpath(path, raw) follows the links of a path, one part after the other. The native one blames the whole path for a failure, the other the
// part and the system call that failed.
func realpath(native bool) operation {
	return func(c *core, fc goja.FunctionCall) job {
		given, full := c.name(fc.Argument(0))
		raw := fc.Argument(1).ToBoolean()
		files := c.system()
		return job{"realpath", []string{given}, func() (func() goja.Value, error) {
			if files.Virtual() {
				found, err := files.RealPath(full)
				return c.text(found, raw), err
			}
			found, err := walk(files, full)
			if blamed := (*callError)(nil); native && errors.As(err, &blamed) {
				err = blamed.cause
			}
			return c.text(found, raw), err
		}}
	}
}

func walk(files sandbox.FileSystem, full string) (string, error) {
	links := 0
	volume := filepath.VolumeName(full)
	done, rest := volume+string(filepath.Separator), strings.TrimLeft(full[len(volume):], string(filepath.Separator))
	for rest != "" {
		part, after, _ := strings.Cut(rest, string(filepath.Separator))
		here := filepath.Join(done, part)
		info, err := files.Lstat(here)
		if err != nil {
			return "", &callError{"lstat", []string{here}, err}
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			done, rest = here, after
			continue
		}
		there, err := files.Stat(here)
		if err != nil {
			return "", &callError{"stat", []string{here}, err}
		}
		if links++; links > maxLinks {
			return "", &callError{"stat", []string{here}, syscall.ELOOP}
		}
		target, err := files.ReadLink(here)
		if err != nil {
			return "", &callError{"readlink", []string{here}, err}
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(done, target)
		}
		if there.Mode()&(fs.ModeNamedPipe|fs.ModeSocket) != 0 { // of one in /proc/self/fd the link's text is no name
			return target, nil
		}
		target = filepath.Join(target, after)
		done, rest = volume+string(filepath.Separator), strings.TrimLeft(target[len(filepath.VolumeName(target)):], string(filepath.Separator))
	}
	return done, nil
}
