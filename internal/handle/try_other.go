//go:build !unix

package handle

import (
	"errors"
	"syscall"
)

// canTry says that descriptors cannot be read and written without waiting.
const canTry = false

func readRaw(syscall.RawConn) ([]byte, error) { return nil, errors.ErrUnsupported }

func writeRaw(syscall.RawConn, []byte) (int, error) { return 0, errors.ErrUnsupported }
