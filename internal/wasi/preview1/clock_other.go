//go:build !linux && !darwin

package preview1

import "github.com/wasmglue/wasmglue/internal/wasi/wasip1"

// clockResolution of all clocks, in nanoseconds: that of windows' timer.
const clockResolution = 100

func processTime() (uint64, errno) { return 0, wasip1.ENOTSUP }

func threadTime() (uint64, errno) { return 0, wasip1.ENOTSUP }
