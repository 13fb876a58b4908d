package handle

import (
	"errors"
	"net"
	"os"
	"syscall"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// Statuses that are no error numbers of the system, or that need no error.
const (
	statusEnd          = -4095 // libuv's number for the end of a stream
	statusClosed       = -int(syscall.EBADF)
	statusNotConnected = -int(syscall.ENOTCONN)
)

// status is an error as libuv's negative number; 0 is none.
func status(err error) int {
	if err == nil {
		return 0
	}
	number, _, _ := realm.SystemErrno(systemCause(err))
	return number
}

// systemCause finds in an error of package net what realm knows: an errno, or one of the names of libuv for what has no errno.
func systemCause(err error) error {
	var dns *net.DNSError
	var errno syscall.Errno
	var address *net.AddrError
	switch {
	case errors.As(err, &errno):
		return errno
	case errors.Is(err, os.ErrDeadlineExceeded):
		return syscall.ETIMEDOUT
	case errors.Is(err, net.ErrClosed), errors.Is(err, os.ErrClosed):
		return syscall.ECANCELED
	case errors.As(err, &address):
		return syscall.EINVAL
	case errors.As(err, &dns):
		return lookupError(dns)
	}
	return err
}

// lookupError is the failure of a name's resolution as getaddrinfo tells it.
func lookupError(err *net.DNSError) error {
	if err.IsTemporary || err.IsTimeout {
		return realm.ErrTryAgain
	}
	return realm.ErrNotFound
}
