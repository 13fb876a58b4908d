//go:build !unix

package action

import (
	"errors"
	"io/fs"
)

// absent says that a file is not there.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) }
