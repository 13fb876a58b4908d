package action

import (
	"errors"
	"fmt"
)

// ErrUnsupportedArchive says that the bytes are of no kind we unpack: they
// start neither as a zip, nor as a gzip, nor as a WebAssembly module.
var ErrUnsupportedArchive = errors.New("unsupported archive type: want zip, tar.gz or a WebAssembly module")

// ErrBadArchive is matched (errors.Is) by every error that blames the archive:
// [EntryError], [LimitError] and [FormatError]. Any other error of [Unpack]
// blames the machine we run on, or the context.
var ErrBadArchive = errors.New("bad action archive")

// Reasons why one entry of an archive is refused; see [EntryError].
var (
	ErrName         = errors.New("name is not usable as a file name")
	ErrEscape       = errors.New("name leads outside the package")
	ErrLinkEscape   = errors.New("symbolic link leads outside the package")
	ErrDuplicate    = errors.New("name occurs twice")
	ErrConflict     = errors.New("name lies under another entry that is not a directory")
	ErrSpecialFile  = errors.New("not a file, directory or symbolic link")
	ErrEncrypted    = errors.New("entry is encrypted")
	ErrMethod       = errors.New("compression method is not supported")
	ErrEntryCorrupt = errors.New("content does not match its header")
)

// EntryError refuses an archive because of one entry.
type EntryError struct {
	Entry  string // the name as the archive has it
	Reason error  // one of the reasons above, or wrapping one
}

func (e *EntryError) Error() string {
	return fmt.Sprintf("archive entry %s: %v", quote(e.Entry), e.Reason)
}

// Unwrap gives the reason.
func (e *EntryError) Unwrap() error { return e.Reason }

// Is matches [ErrBadArchive].
func (e *EntryError) Is(target error) bool { return target == ErrBadArchive }

// LimitError refuses an archive that is larger than the [Limits] allow.
type LimitError struct {
	Limit string // which limit, in words
	Max   int64  // its value
	Entry string // the entry that passed it, "" when it is the whole archive
}

func (e *LimitError) Error() string {
	if e.Entry == "" {
		return fmt.Sprintf("archive is over the limit of %s (%d)", e.Limit, e.Max)
	}
	return fmt.Sprintf("archive entry %s: over the limit of %s (%d)", quote(e.Entry), e.Limit, e.Max)
}

// Is matches [ErrBadArchive].
func (e *LimitError) Is(target error) bool { return target == ErrBadArchive }

// FormatError says that an archive as a whole cannot be read: it is cut short
// or its structure contradicts itself.
type FormatError struct {
	Format Format
	Err    error
}

func (e *FormatError) Error() string {
	return fmt.Sprintf("%v archive is damaged: %v", e.Format, e.Err)
}

// Unwrap gives the cause.
func (e *FormatError) Unwrap() error { return e.Err }

// Is matches [ErrBadArchive].
func (e *FormatError) Is(target error) bool { return target == ErrBadArchive }

// quote shows a hostile name in one short line.
func quote(name string) string {
	const longest = 120
	if len(name) > longest {
		return fmt.Sprintf("%q... (%d bytes)", name[:longest], len(name))
	}
	return fmt.Sprintf("%q", name)
}
