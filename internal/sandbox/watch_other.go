//go:build !linux

package sandbox

import (
	"io/fs"
	"path/filepath"
	"sync"
	"time"
)

// pollInterval is how often a watch looks where the system's own notifications are not used.
const pollInterval = 250 * time.Millisecond

// Watch compares what the name shows with what it showed before.
func (f osFiles) Watch(name string, notify func(Change)) (stop func(), err error) {
	before, err := f.picture(name)
	if err != nil {
		return nil, err
	}
	done := make(chan struct{})
	go func() {
		ticker := time.NewTicker(pollInterval)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
			}
			now, _ := f.picture(name)
			compare(before, now, notify)
			before = now
		}
	}()
	return sync.OnceFunc(func() { close(done) }), nil
}

// picture is the file, or the entries of the directory, by name.
func (f osFiles) picture(name string) (map[string]fs.FileInfo, error) {
	info, err := f.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return map[string]fs.FileInfo{filepath.Base(name): info}, nil
	}
	entries, err := f.ReadDir(name)
	picture := map[string]fs.FileInfo{}
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			picture[e.Name()] = info
		}
	}
	return picture, err
}

func compare(before, now map[string]fs.FileInfo, notify func(Change)) {
	for name, old := range before {
		info, ok := now[name]
		switch {
		case !ok:
			notify(Change{Name: name, Renamed: true})
		case info.ModTime() != old.ModTime() || info.Size() != old.Size() || info.Mode() != old.Mode():
			notify(Change{Name: name})
		}
	}
	for name := range now {
		if _, ok := before[name]; !ok {
			notify(Change{Name: name, Renamed: true})
		}
	}
}
