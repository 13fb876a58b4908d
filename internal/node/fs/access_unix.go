//go:build unix

package fs

import "golang.org/x/sys/unix"

func systemAccess(full string, mode uint32) error { return unix.Access(full, mode) }
