package files

import (
	"strings"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// maxLinks is how many symbolic links one path may lead through, as in linux.
const maxLinks = 40

// place is where a walk stands: a directory at or below the one it started from.
type place interface {
	// enter goes down into name. ENOTDIR or ELOOP means that it is no directory, perhaps a link.
	enter(name string) wasip1.Errno
	// leave goes up; false when it stands where it started.
	leave() bool
	// readlink reads the link name; EINVAL means that it is no link.
	readlink(name string) (string, wasip1.Errno)
}

// last is what a walk leaves to be acted upon: a name without slashes in the place where the walk ended, "." for that place itself.
type last struct {
	name string
	// directory: the path ended with a slash or a dot, so that only a directory will do.
	directory bool
}

// cannotCreate says, as linux does, why no file can be created under a name that says it is a directory.
func (l last) cannotCreate(how How) wasip1.Errno {
	if l.name == "." && how.Exclusive {
		return wasip1.EEXIST
	}
	return wasip1.EISDIR
}

// walk resolves path up to its last component, which it also follows, if it is a link, when follow is set or a slash stands behind it.
func walk(at place, path string, follow bool) (last, wasip1.Errno) {
	if path == "" {
		return last{}, wasip1.ENOENT
	}
	if errno := acceptable(path); errno != 0 {
		return last{}, errno
	}
	rest := path
	for links := 0; ; {
		name, behind, slash := cutComponent(rest)
		if behind == "" && name != "." && name != ".." {
			target, errno := finalLink(at, name, follow || slash)
			if errno != 0 {
				return last{}, errno
			}
			if target == "" {
				return last{name: name, directory: slash}, 0
			}
			if links, errno = countLink(links, target); errno != 0 {
				return last{}, errno
			}
			rest = target
			if slash {
				rest += "/"
			}
			continue
		}
		target, errno := step(at, name)
		if errno != 0 {
			return last{}, errno
		}
		rest = behind
		if target != "" {
			if links, errno = countLink(links, target); errno != 0 {
				return last{}, errno
			}
			rest = target + "/" + behind
		}
		if rest == "" {
			return last{name: ".", directory: true}, 0
		}
	}
}

func acceptable(path string) wasip1.Errno {
	switch {
	case path[0] == '/':
		return wasip1.Outside
	case strings.IndexByte(path, 0) >= 0:
		return wasip1.EINVAL
	case len(path) > 1<<16:
		return wasip1.ENAMETOOLONG
	}
	return 0
}

// cutComponent takes the first component off path; slash tells that one stood behind it.
func cutComponent(path string) (name, behind string, slash bool) {
	name, behind, slash = strings.Cut(path, "/")
	return name, strings.TrimLeft(behind, "/"), slash
}

// finalLink reads the link that the last component may be; "" when it is none, or is not to be followed.
func finalLink(at place, name string, follow bool) (string, wasip1.Errno) {
	if !follow {
		return "", 0
	}
	target, errno := at.readlink(name)
	switch errno {
	case 0:
		if target == "" {
			return "", wasip1.ENOENT
		}
		return target, 0
	case wasip1.EINVAL, wasip1.ENOENT:
		return "", 0
	}
	return "", errno
}

// step goes into a component that is not the last one; a link is not entered but returned.
func step(at place, name string) (target string, errno wasip1.Errno) {
	switch name {
	case ".":
		return "", 0
	case "..":
		if !at.leave() {
			return "", wasip1.Outside
		}
		return "", 0
	}
	errno = at.enter(name)
	if errno != wasip1.ENOTDIR && errno != wasip1.ELOOP {
		return "", errno
	}
	target, errno = at.readlink(name)
	switch {
	case errno == wasip1.EINVAL:
		return "", wasip1.ENOTDIR
	case errno == 0 && target == "":
		return "", wasip1.ENOENT
	}
	return target, errno
}

func countLink(links int, target string) (int, wasip1.Errno) {
	if links++; links > maxLinks {
		return links, wasip1.ELOOP
	}
	return links, acceptable(target)
}

// withoutSlashes: a name that is to be a directory may end with slashes without following a link there.
func withoutSlashes(name string) string {
	if trimmed := strings.TrimRight(name, "/"); trimmed != "" {
		return trimmed
	}
	return name
}
