package preview1

import (
	"context"
	"strings"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// in resolves the two arguments every path function has: a directory and a path in it.
func (s *System) in(m Memory, fd uint64, right wasip1.Rights, path, length uint64) (*descriptor, string, errno) {
	d, errno := s.directory(uint32(fd), right)
	if errno != 0 {
		return nil, "", errno
	}
	name, errno := m.path(path, length)
	return d, name, errno
}

func follows(lookup uint64) bool { return lookup&wasip1.LookupSymlinkFollow != 0 }

func pathOpen(s *System, ctx context.Context, m Memory, a []uint64) errno {
	cancelled(ctx)
	oflags, flags := wasip1.Oflags(a[4]), wasip1.Fdflags(a[7])
	base, inheriting := wasip1.Rights(a[5]), wasip1.Rights(a[6])
	parent, path, errno := s.in(m, a[0], rightsToOpen(oflags), a[2], a[3])
	switch {
	case errno != 0:
		return errno
	case oflags&wasip1.OflagCreat != 0 && oflags&wasip1.OflagDirectory != 0, flags&^wasip1.FdflagsAll != 0:
		return wasip1.EINVAL
	case base&^parent.inheriting != 0, inheriting&^parent.inheriting != 0:
		return wasip1.ENOTCAPABLE
	}
	how := howToOpen(oflags, flags, base)
	how.Follow = follows(a[1])
	node, errno := parent.dir.Open(path, how)
	if errno != 0 {
		return errno
	}
	d := opened(node, base, inheriting)
	d.flags, d.read, d.write = flags, how.Read || !how.Write, how.Write
	fd, errno := s.descriptors.insert(d)
	if errno == 0 {
		if errno = m.put32(a[8], fd); errno == 0 {
			return 0
		}
		s.descriptors.remove(fd)
	}
	_ = node.Close()
	return errno
}

func rightsToOpen(oflags wasip1.Oflags) wasip1.Rights {
	rights := wasip1.RightPathOpen
	if oflags&wasip1.OflagCreat != 0 {
		rights |= wasip1.RightPathCreateFile
	}
	if oflags&wasip1.OflagTrunc != 0 {
		rights |= wasip1.RightPathFilestatSetSize
	}
	return rights
}

// howToOpen: the interface has no modes, the rights that are asked for tell.
func howToOpen(oflags wasip1.Oflags, flags wasip1.Fdflags, base wasip1.Rights) files.How {
	const reading = wasip1.RightFdRead | wasip1.RightFdReaddir
	const writing = wasip1.RightFdWrite | wasip1.RightFdDatasync | wasip1.RightFdAllocate | wasip1.RightFdFilestatSetSize
	return files.How{
		Read: base&reading != 0,
		// To truncate is to write, though the descriptor may not be for writing.
		Write:     base&writing != 0 || oflags&wasip1.OflagTrunc != 0,
		Create:    oflags&wasip1.OflagCreat != 0,
		Exclusive: oflags&wasip1.OflagExcl != 0,
		Truncate:  oflags&wasip1.OflagTrunc != 0,
		Directory: oflags&wasip1.OflagDirectory != 0,
		Append:    flags&wasip1.FdflagAppend != 0,
	}
}

func pathCreateDirectory(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, path, errno := s.in(m, a[0], wasip1.RightPathCreateDirectory, a[1], a[2])
	if errno != 0 {
		return errno
	}
	return d.dir.Mkdir(path)
}

func pathRemoveDirectory(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, path, errno := s.in(m, a[0], wasip1.RightPathRemoveDirectory, a[1], a[2])
	if errno != 0 {
		return errno
	}
	return d.dir.Rmdir(path)
}

func pathUnlinkFile(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, path, errno := s.in(m, a[0], wasip1.RightPathUnlinkFile, a[1], a[2])
	if errno != 0 {
		return errno
	}
	return d.dir.Unlink(path)
}

func pathFilestatGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	st, errno := s.pathFilestat(m, a)
	if errno != 0 {
		return errno
	}
	return putFilestat(m, a[4], st)
}

func (s *System) pathFilestat(m Memory, a []uint64) (files.Stat, errno) {
	d, path, errno := s.in(m, a[0], wasip1.RightPathFilestatGet, a[2], a[3])
	if errno != 0 {
		return files.Stat{}, errno
	}
	return d.dir.StatAt(path, follows(a[1]))
}

func pathFilestatSetTimes(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, path, errno := s.in(m, a[0], wasip1.RightPathFilestatSetTimes, a[2], a[3])
	if errno != 0 {
		return errno
	}
	times, errno := timesToSet(a[4], a[5], wasip1.Fstflags(a[6]))
	if errno != 0 {
		return errno
	}
	return d.dir.SetTimesAt(path, follows(a[1]), times)
}

func pathLink(s *System, _ context.Context, m Memory, a []uint64) errno {
	from, path, errno := s.in(m, a[0], wasip1.RightPathLinkSource, a[2], a[3])
	if errno != 0 {
		return errno
	}
	to, newPath, errno := s.in(m, a[4], wasip1.RightPathLinkTarget, a[5], a[6])
	if errno != 0 {
		return errno
	}
	return from.dir.Link(path, follows(a[1]), to.dir, newPath)
}

func pathRename(s *System, _ context.Context, m Memory, a []uint64) errno {
	from, path, errno := s.in(m, a[0], wasip1.RightPathRenameSource, a[1], a[2])
	if errno != 0 {
		return errno
	}
	to, newPath, errno := s.in(m, a[3], wasip1.RightPathRenameTarget, a[4], a[5])
	if errno != 0 {
		return errno
	}
	return from.dir.Rename(path, to.dir, newPath)
}

// pathSymlink refuses an absolute target: it would mean something else to the host than to the program.
func pathSymlink(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, path, errno := s.in(m, a[2], wasip1.RightPathSymlink, a[3], a[4])
	if errno != 0 {
		return errno
	}
	target, errno := m.path(a[0], a[1])
	switch {
	case errno != 0:
		return errno
	case strings.HasPrefix(target, "/"):
		return wasip1.EPERM
	case strings.IndexByte(target, 0) >= 0:
		return wasip1.EINVAL
	}
	return d.dir.Symlink(target, path)
}

// pathReadlink cuts what does not fit, as POSIX says; node fails with ERANGE instead.
func pathReadlink(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, path, errno := s.in(m, a[0], wasip1.RightPathReadlink, a[1], a[2])
	if errno != 0 {
		return errno
	}
	buf, errno := m.slice(a[3], a[4])
	if errno != 0 {
		return errno
	}
	target, errno := d.dir.Readlink(path)
	if errno != 0 {
		return errno
	}
	return m.put32(a[5], uint32(copy(buf, target)))
}
