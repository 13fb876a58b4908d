package preview1

import (
	"context"
	"encoding/binary"
	"time"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// subscription is one thing to wait for.
type subscription struct {
	userdata uint64
	kind     wasip1.Eventtype

	clock wasip1.ClockID
	until time.Duration // since now
	fd    uint32
	poll  int // the host's descriptor, when there is something to wait for

	errno  errno
	ready  bool
	hangup bool // the other end is gone
	bytes  uint64
}

func pollOneoff(s *System, ctx context.Context, m Memory, a []uint64) errno {
	return s.poll(ctx, m, a, wasip1.SizeSubscription, func(b []byte) subscription {
		return s.subscribe(b, clockOf(b[16:]))
	})
}

// clockSubscription is a clock's part of a subscription, whose layout the versions have in their own way.
type clockSubscription struct {
	id      wasip1.ClockID
	timeout uint64
	flags   uint16
}

func clockOf(b []byte) clockSubscription {
	return clockSubscription{
		id:      wasip1.ClockID(binary.LittleEndian.Uint32(b)),
		timeout: binary.LittleEndian.Uint64(b[8:]),
		flags:   binary.LittleEndian.Uint16(b[24:]),
	}
}

// poll waits until at least one subscription is ready and writes an event for each that is.
func (s *System) poll(ctx context.Context, m Memory, a []uint64, size uint64, parse func([]byte) subscription) errno {
	count := a[2] & 0xffffffff
	if count == 0 {
		return wasip1.EINVAL
	}
	in, errno := m.slice(a[0], min(count*size, 1<<32-1))
	if errno != 0 {
		return errno
	}
	out, errno := m.slice(a[1], min(count*wasip1.SizeEvent, 1<<32-1))
	if errno != 0 {
		return errno
	}
	list := make([]subscription, count)
	for i := range list {
		list[i] = parse(in[uint64(i)*size:][:size])
	}
	await(ctx, list)
	events := uint32(0)
	for i := range list {
		if list[i].ready {
			list[i].event(out[events*wasip1.SizeEvent:])
			events++
		}
	}
	return m.put32(a[3], events)
}

// subscribe reads what the versions have in common.
func (s *System) subscribe(b []byte, clock clockSubscription) subscription {
	sub := subscription{userdata: binary.LittleEndian.Uint64(b), kind: wasip1.Eventtype(b[8]), poll: -1}
	switch sub.kind {
	case wasip1.EventtypeClock:
		s.subscribeClock(&sub, clock)
	case wasip1.EventtypeFdRead, wasip1.EventtypeFdWrite:
		sub.fd = binary.LittleEndian.Uint32(b[16:])
		s.subscribeFile(&sub)
	default:
		sub.ready, sub.errno = true, wasip1.EINVAL
	}
	return sub
}

func (s *System) subscribeClock(sub *subscription, clock clockSubscription) {
	sub.clock = clock.id
	now, errno := s.now(clock.id)
	if errno != 0 || clock.id > wasip1.ClockMonotonic {
		// To wait for processor time while waiting uses none: POSIX's nanosleep refuses, too.
		sub.ready, sub.errno = true, max(errno, wasip1.EINVAL)
		return
	}
	wait := clock.timeout
	if clock.flags&wasip1.SubclockflagAbstime != 0 {
		wait = 0
		if clock.timeout > now {
			wait = clock.timeout - now
		}
	}
	sub.until = time.Duration(min(wait, 1<<62))
	sub.ready = sub.until == 0
}

func (s *System) subscribeFile(sub *subscription) {
	d, errno := s.any(sub.fd, wasip1.RightPollFdReadwrite)
	if errno == 0 && d.file == nil {
		errno = wasip1.EBADF
	}
	if errno != 0 {
		sub.ready, sub.errno = true, errno
		return
	}
	if fd, ok := pollFD(d.file); ok && d.filetype != wasip1.FiletypeRegularFile {
		sub.poll, sub.bytes = fd, 1
		return
	}
	sub.ready = true
	if sub.kind == wasip1.EventtypeFdRead {
		sub.bytes = d.remaining()
	}
}

// remaining is what is left to read of a regular file.
func (d *descriptor) remaining() uint64 {
	if d.filetype != wasip1.FiletypeRegularFile {
		return 1
	}
	st, errno := d.node.Stat()
	at, errno2 := d.file.SeekTo(0, 1)
	if errno != 0 || errno2 != 0 || st.Size < uint64(at) {
		return 0
	}
	return st.Size - uint64(at)
}

// await waits until one of list is ready and marks all that are.
func await(ctx context.Context, list []subscription) {
	started := time.Now()
	wait, files := time.Duration(-1), false
	for i := range list {
		switch sub := &list[i]; {
		case sub.ready:
			wait = 0
		case sub.poll >= 0:
			files = true
		case wait < 0 || sub.until < wait:
			wait = sub.until
		}
	}
	if files {
		pollFiles(ctx, list, wait)
	} else {
		sleep(ctx, wait)
	}
	passed := time.Since(started)
	for i := range list {
		if sub := &list[i]; !sub.ready && sub.kind == wasip1.EventtypeClock && sub.until <= passed {
			sub.ready = true
		}
	}
}

func sleep(ctx context.Context, wait time.Duration) {
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		cancelled(ctx)
	}
}

// event writes what happened, as the structure event.
func (sub *subscription) event(b []byte) {
	b = b[:wasip1.SizeEvent]
	clear(b)
	binary.LittleEndian.PutUint64(b, sub.userdata)
	binary.LittleEndian.PutUint16(b[8:], uint16(sub.errno))
	b[10] = byte(sub.kind)
	if sub.errno == 0 && sub.kind != wasip1.EventtypeClock {
		binary.LittleEndian.PutUint64(b[16:], sub.bytes)
		if sub.hangup {
			binary.LittleEndian.PutUint16(b[24:], wasip1.EventrwflagHangup)
		}
	}
}
