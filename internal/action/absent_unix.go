//go:build unix

package action

import (
	"errors"
	"io/fs"
	"syscall"
)

// absent says that a file is not there, also because a part of its path is a
// file or a link in a circle.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ELOOP)
}
