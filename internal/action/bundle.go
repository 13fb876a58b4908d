package action

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"slices"
	"strings"
	"time"
)

// Bundle collects files for a package. The zero Bundle is ready to use.
type Bundle struct {
	members []member
}

type member struct {
	name   string
	mode   fs.FileMode
	target string // of a symbolic link
	open   func() (io.ReadCloser, error)
}

func fileMode(executable bool) fs.FileMode {
	if executable {
		return 0o755
	}
	return 0o644
}

// AddBytes adds a file with the given content.
func (b *Bundle) AddBytes(name string, executable bool, content []byte) {
	b.members = append(b.members, member{name: name, mode: fileMode(executable), open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}})
}

// AddFS adds every file and symbolic link of fsys below prefix, "" for the
// root of the package. Nothing is read before [Bundle.WriteZip].
func (b *Bundle) AddFS(prefix string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		m := member{name: path.Join(prefix, name)}
		switch info.Mode().Type() {
		case 0:
			m.mode = fileMode(info.Mode()&0o111 != 0)
			m.open = func() (io.ReadCloser, error) { return fsys.Open(name) }
		case fs.ModeSymlink:
			m.mode = fs.ModeSymlink | 0o777
			if m.target, err = fs.ReadLink(fsys, name); err != nil {
				return err
			}
		default:
			return &EntryError{name, ErrSpecialFile}
		}
		b.members = append(b.members, m)
		return nil
	})
}

// WriteZip writes the bundle as a zip. The same content gives the same bytes:
// entries are sorted, have the time 1980-01-01 and mode 0644 or 0755, and
// directories are implied. It refuses by [EntryError] what [Unpack] would:
// two files of one name, or a link that leads outside.
func (b *Bundle) WriteZip(w io.Writer) error {
	slices.SortStableFunc(b.members, func(x, y member) int { return strings.Compare(x.name, y.name) })
	// Sizes are the caller's business here; names and links are checked.
	unlimited := Limits{Entries: math.MaxInt, PathDepth: math.MaxInt, PathBytes: math.MaxUint16}
	checked := newPlan(unlimited.withDefaults(), 0)
	z := zip.NewWriter(w)
	for _, m := range b.members {
		if _, err := checked.admit(m.header()); err != nil {
			return err
		}
		if err := m.write(z); err != nil {
			return fmt.Errorf("write package: %s: %w", m.name, err)
		}
	}
	return z.Close()
}

func (m member) header() header {
	if m.mode&fs.ModeSymlink != 0 {
		return header{name: m.name, kind: symlink, target: m.target}
	}
	return header{name: m.name, kind: regular}
}

func (m member) write(z *zip.Writer) (err error) {
	h := &zip.FileHeader{Name: m.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
	h.SetMode(m.mode)
	w, err := z.CreateHeader(h)
	if err != nil {
		return err
	}
	if m.open == nil {
		_, err = io.WriteString(w, m.target)
		return err
	}
	r, err := m.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	_, err = io.Copy(w, r)
	return err
}

// WriteZip writes the files of fsys as a package; see [Bundle.WriteZip].
func WriteZip(w io.Writer, fsys fs.FS) error {
	var b Bundle
	if err := b.AddFS("", fsys); err != nil {
		return fmt.Errorf("write package: %w", err)
	}
	return b.WriteZip(w)
}
