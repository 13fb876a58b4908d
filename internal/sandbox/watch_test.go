package sandbox_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	files := sandbox.OS()
	heard := make(chan sandbox.Change, 64)
	stop, err := files.Watch(dir, func(c sandbox.Change) { heard <- c })
	must(t, err)
	same, err := files.Watch(dir, func(sandbox.Change) {})
	must(t, err)
	same() // of two watches of one directory
	must(t, os.WriteFile(filepath.Join(dir, "made"), []byte("x"), 0o600))
	if c := <-heard; c.Name != "made" || !c.Renamed {
		t.Errorf("first change %+v", c)
	}
	must(t, os.Chmod(filepath.Join(dir, "made"), 0o644))
	for c := range heard {
		if c.Name == "made" && !c.Renamed {
			break
		}
	}
	stop()
	stop()
	if _, err := files.Watch(filepath.Join(dir, "absent"), func(sandbox.Change) {}); !os.IsNotExist(err) {
		t.Errorf("watch of an absent file: %v", err)
	}
}

// TestWatchedDirectoryGoes removes what is watched, and watches anew: the kernel may use the number again.
func TestWatchedDirectoryGoes(t *testing.T) {
	files := sandbox.OS()
	for range 20 {
		dir := filepath.Join(t.TempDir(), "d")
		must(t, os.Mkdir(dir, 0o700))
		gone := make(chan sandbox.Change, 64)
		stop, err := files.Watch(dir, func(c sandbox.Change) { gone <- c })
		must(t, err)
		must(t, os.Remove(dir))
		if c := <-gone; c.Name != "d" {
			t.Errorf("change %+v", c)
		}
		stop()
	}
}
