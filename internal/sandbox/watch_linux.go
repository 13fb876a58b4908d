package sandbox

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sys/unix"
)

// watchMask is what a watch hears of, as in node.
const watchMask = unix.IN_ATTRIB | unix.IN_CREATE | unix.IN_MODIFY | unix.IN_DELETE | unix.IN_DELETE_SELF | unix.IN_MOVE_SELF |
	unix.IN_MOVED_FROM | unix.IN_MOVED_TO

// inotify is the one queue of the process: the number of queues that a user may have is small. It is open while there are watches.
var inotify struct {
	mu      sync.Mutex
	queue   *os.File
	watches map[int32]map[*watch]bool // by the kernel's number, which is one for a file however often it is watched
}

type watch struct {
	number int32
	name   string // the last part of the watched name
	notify func(Change)
}

func (osFiles) Watch(name string, notify func(Change)) (stop func(), err error) {
	inotify.mu.Lock()
	defer inotify.mu.Unlock()
	if inotify.queue == nil {
		if err := openInotify(); err != nil {
			return nil, pathError("watch", name, err)
		}
	}
	number := int32(-1)
	err = withFD(inotify.queue, func(fd int) error {
		n, err := unix.InotifyAddWatch(fd, name, watchMask)
		number = int32(n)
		return err
	})
	if err != nil {
		closeIdleInotify()
		return nil, pathError("watch", name, err)
	}
	w := &watch{number: number, name: filepath.Base(name), notify: notify}
	if inotify.watches[number] == nil {
		inotify.watches[number] = map[*watch]bool{}
	}
	inotify.watches[number][w] = true
	return w.stop, nil
}

func openInotify() error {
	fd, err := unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC)
	if err != nil {
		return err
	}
	inotify.queue = os.NewFile(uintptr(fd), "inotify")
	inotify.watches = map[int32]map[*watch]bool{}
	go readInotify(inotify.queue)
	return nil
}

func withFD(f *os.File, do func(fd int) error) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failure error
	if err := raw.Control(func(fd uintptr) { failure = do(int(fd)) }); err != nil {
		return err
	}
	return failure
}

func (w *watch) stop() {
	inotify.mu.Lock()
	defer inotify.mu.Unlock()
	same := inotify.watches[w.number]
	if !same[w] {
		return
	}
	delete(same, w)
	if len(same) > 0 {
		return
	}
	delete(inotify.watches, w.number)
	_ = withFD(inotify.queue, func(fd int) error { // fails if the file is gone, and the watch with it
		_, err := unix.InotifyRmWatch(fd, uint32(w.number))
		return err
	})
	closeIdleInotify()
}

func closeIdleInotify() {
	if len(inotify.watches) == 0 {
		_ = inotify.queue.Close()
		inotify.queue = nil
	}
}

func readInotify(queue *os.File) {
	buffer := make([]byte, 16<<10)
	for {
		n, err := queue.Read(buffer)
		if err != nil {
			return
		}
		for rest := buffer[:n]; len(rest) >= unix.SizeofInotifyEvent; {
			number, mask := int32(binary.NativeEndian.Uint32(rest)), binary.NativeEndian.Uint32(rest[4:])
			length := int(binary.NativeEndian.Uint32(rest[12:]))
			name := rest[unix.SizeofInotifyEvent : unix.SizeofInotifyEvent+length]
			tellWatches(queue, number, mask, string(bytes.TrimRight(name, "\x00")))
			rest = rest[unix.SizeofInotifyEvent+length:]
		}
	}
}

func tellWatches(queue *os.File, number int32, mask uint32, name string) {
	inotify.mu.Lock()
	if inotify.queue != queue { // closed, and opened anew: the numbers mean something else
		inotify.mu.Unlock()
		return
	}
	heard := make([]*watch, 0, len(inotify.watches[number]))
	for w := range inotify.watches[number] {
		heard = append(heard, w)
	}
	if mask&unix.IN_IGNORED != 0 {
		delete(inotify.watches, number)
		closeIdleInotify()
	}
	inotify.mu.Unlock()
	if mask&watchMask == 0 {
		return
	}
	for _, w := range heard {
		change := Change{Name: name, Renamed: mask&^(unix.IN_ATTRIB|unix.IN_MODIFY|unix.IN_ISDIR) != 0}
		if name == "" {
			change.Name = w.name
		}
		w.notify(change)
	}
}
