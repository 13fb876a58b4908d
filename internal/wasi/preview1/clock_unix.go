//go:build linux || darwin

package preview1

import (
	"golang.org/x/sys/unix"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// clockResolution of all clocks, in nanoseconds.
const clockResolution = 1

func processTime() (uint64, errno) { return cpuTime(unix.CLOCK_PROCESS_CPUTIME_ID) }

func threadTime() (uint64, errno) { return cpuTime(unix.CLOCK_THREAD_CPUTIME_ID) }

func cpuTime(id int32) (uint64, errno) {
	var t unix.Timespec
	if err := unix.ClockGettime(id, &t); err != nil {
		return 0, wasip1.FromError(err)
	}
	return uint64(t.Nano()), 0
}
