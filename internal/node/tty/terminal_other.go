//go:build !linux

package tty

import (
	"os"
	"syscall"
)

// mode is the settings of a terminal, which are Linux's alone here.
type mode = *struct{}

func reopen(f *os.File) (*os.File, error) { return f, nil }

func (t *terminal) setRaw(on bool) error {
	if !on {
		return nil
	}
	return syscall.ENOSYS
}

func (t *terminal) restore() {}

func (t *terminal) size() (columns, rows int, err error) { return 0, 0, syscall.ENOSYS }
