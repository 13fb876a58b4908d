package action

import (
	"errors"
	"strings"
)

type kind uint8

const (
	regular kind = iota + 1
	directory
	symlink
)

// header is what an archive says about one entry.
type header struct {
	name       string // as the archive has it
	kind       kind
	size       int64 // of a regular file, as declared
	executable bool
	target     string // of a symbolic link
}

// plan is the tree an archive describes, checked entry by entry before any of
// it exists on disk.
type plan struct {
	limits   Limits
	maxBytes int64
	maxName  string // the limit that maxBytes comes from
	nodes    map[string]kind
	bytes    int64
	files    int
}

func newPlan(l Limits, packed int) *plan {
	p := &plan{limits: l, nodes: make(map[string]kind)}
	p.maxBytes, p.maxName = l.unpackedBytes(int64(packed))
	return p
}

// admit takes an entry into the plan and returns its cleaned path.
func (p *plan) admit(h header) (string, error) {
	clean, err := p.place(h)
	var limit *LimitError
	if err != nil && !errors.As(err, &limit) {
		return "", &EntryError{Entry: h.name, Reason: err}
	}
	return clean, err
}

func (p *plan) place(h header) (string, error) {
	clean, err := cleanName(h.name, p.limits)
	if err != nil {
		return "", err
	}
	if clean == "." {
		if h.kind == directory {
			return clean, nil
		}
		return "", ErrName
	}
	if h.kind == symlink {
		if err := checkLink(clean, h.target, p.limits); err != nil {
			return "", err
		}
	}
	if err := p.addParents(clean, h.name); err != nil {
		return "", err
	}
	if err := p.addNode(clean, h); err != nil {
		return "", err
	}
	return clean, p.addBytes(h)
}

// addParents makes every directory above clean known.
func (p *plan) addParents(clean, name string) error {
	for i := range len(clean) {
		if clean[i] != '/' {
			continue
		}
		switch p.nodes[clean[:i]] {
		case directory:
		case 0:
			if err := p.count(clean[:i], directory, name); err != nil {
				return err
			}
		default:
			return ErrConflict
		}
	}
	return nil
}

func (p *plan) addNode(clean string, h header) error {
	switch known := p.nodes[clean]; {
	case known == 0:
		return p.count(clean, h.kind, h.name)
	case known == directory && h.kind == directory:
		// Archivers list a directory twice, or after its files; nothing is
		// ambiguous about that.
		return nil
	case known == directory || h.kind == directory:
		return ErrConflict
	}
	return ErrDuplicate
}

func (p *plan) count(clean string, k kind, name string) error {
	if len(p.nodes) >= p.limits.Entries {
		return &LimitError{Limit: "entries", Max: int64(p.limits.Entries), Entry: name}
	}
	// The key must not keep a larger string of the archive alive.
	p.nodes[strings.Clone(clean)] = k
	return nil
}

func (p *plan) addBytes(h header) error {
	if h.kind != regular {
		return nil
	}
	p.files++
	if h.size < 0 {
		return ErrEntryCorrupt
	}
	if h.size > p.limits.FileBytes {
		return &LimitError{Limit: "bytes in one file", Max: p.limits.FileBytes, Entry: h.name}
	}
	if p.bytes += h.size; p.bytes > p.maxBytes {
		return &LimitError{Limit: p.maxName, Max: p.maxBytes, Entry: h.name}
	}
	return nil
}
