package net

import (
	"errors"
	"net"
	"os"
	"syscall"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// systemCause finds in an error of package net what realm.SystemError knows: an errno, or one of the names of libuv for what has no errno.
func systemCause(err error) error {
	var dns *net.DNSError
	var errno syscall.Errno
	switch {
	case errors.As(err, &errno):
		return errno
	case errors.Is(err, os.ErrDeadlineExceeded):
		return syscall.ETIMEDOUT
	case errors.Is(err, net.ErrClosed), errors.Is(err, os.ErrClosed):
		return syscall.ECANCELED
	case errors.As(err, &dns):
		return lookupError(dns)
	}
	return err
}

// lookupError is the failure of a name's resolution as getaddrinfo tells it.
func lookupError(err *net.DNSError) error {
	switch {
	case err.IsNotFound:
		return realm.ErrNotFound
	case err.IsTemporary, err.IsTimeout:
		return realm.ErrTryAgain
	}
	return realm.ErrNotFound
}
