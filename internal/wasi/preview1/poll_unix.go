//go:build linux || darwin

package preview1

import (
	"context"
	"time"

	"golang.org/x/sys/unix"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// pollSlice is how long the host waits before it looks whether ctx has ended.
const pollSlice = 20 * time.Millisecond

// pollFiles waits for files, at most wait, forever when it is negative.
func pollFiles(ctx context.Context, list []subscription, wait time.Duration) {
	var fds []unix.PollFd
	var subs []*subscription
	for i := range list {
		if sub := &list[i]; sub.poll >= 0 {
			fds = append(fds, unix.PollFd{Fd: int32(sub.poll), Events: pollEvents(sub.kind == wasip1.EventtypeFdWrite)})
			subs = append(subs, sub)
		}
	}
	pollUntil(ctx, fds, wait)
	for i, fd := range fds {
		subs[i].ready = fd.Revents != 0
		subs[i].hangup = fd.Revents&unix.POLLHUP != 0
		if fd.Revents&unix.POLLNVAL != 0 {
			subs[i].errno = wasip1.EBADF
		}
	}
}

func pollEvents(write bool) int16 {
	if write {
		return unix.POLLOUT
	}
	return unix.POLLIN
}

// pollUntil polls until something is ready, wait has passed or ctx has ended.
func pollUntil(ctx context.Context, fds []unix.PollFd, wait time.Duration) {
	deadline := time.Now().Add(wait)
	for {
		slice := wait
		if wait > 0 {
			slice = max(time.Until(deadline), 0)
		}
		if ctx.Done() != nil && (slice < 0 || slice > pollSlice) {
			slice = pollSlice
		}
		n, err := unix.Poll(fds, milliseconds(slice))
		if n > 0 || (err != nil && err != unix.EINTR) {
			return
		}
		cancelled(ctx)
		if wait >= 0 && !time.Now().Before(deadline) {
			return
		}
	}
}

// milliseconds rounds up: to wake early would be a lie.
func milliseconds(d time.Duration) int {
	if d < 0 {
		return -1
	}
	return int(min((d+time.Millisecond-1)/time.Millisecond, 1<<30))
}

// ready tells whether the host's descriptor can be read, or written, without waiting.
func ready(fd int, write bool) bool {
	fds := []unix.PollFd{{Fd: int32(fd), Events: pollEvents(write)}}
	n, err := unix.Poll(fds, 0)
	return n > 0 || err != nil
}

func waitReadable(ctx context.Context, fd int) {
	pollUntil(ctx, []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, -1)
}
