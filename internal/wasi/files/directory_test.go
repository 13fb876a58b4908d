package files

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// both opens a directory in both ways: by the host's descriptors and by names through a guest's file system.
func both(t *testing.T, test func(t *testing.T, dir Directory, root string)) {
	for name, open := range map[string]func(root string) (Directory, error){
		"host": OpenHost,
		"tree": func(root string) (Directory, error) { return OpenTree(sandbox.OS(), root) },
	} {
		t.Run(name, func(t *testing.T) {
			base := t.TempDir()
			root := filepath.Join(base, "root")
			for _, dir := range []string{"root/dir/sub", "outside"} {
				must(t, os.MkdirAll(filepath.Join(base, dir), 0o755))
			}
			must(t, os.WriteFile(filepath.Join(base, "outside/secret"), []byte("secret"), 0o600))
			must(t, os.WriteFile(filepath.Join(root, "file"), []byte("file"), 0o600))
			for link, target := range map[string]string{"out": "../outside", "absolute": base + "/outside", "inside": "dir/../file", "loop": "loop",
				"dir/up": "../../outside", "dangling": "nowhere", "chain": "dir/up", "dirlink": "dir"} {
				if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
					t.Skip("no symbolic links here: ", err)
				}
			}
			dir, err := open(root)
			must(t, err)
			defer dir.Close()
			test(t, dir, root)
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestNothingOutsideIsReached(t *testing.T) {
	both(t, func(t *testing.T, dir Directory, root string) {
		for _, path := range []string{"..", "../outside/secret", "/etc/passwd", "out/secret", "out", "absolute/secret", "absolute", "dir/up/secret", "chain",
			"chain/secret", "dir/../../outside/secret", "./.././outside", "dirlink/up/secret", "dirlink/../../outside"} {
			node, errno := dir.Open(path, How{Read: true, Follow: true})
			if errno != wasip1.Outside {
				t.Errorf("open %q: %v, want Outside", path, errno)
			}
			if node != nil {
				_ = node.Close()
			}
			for _, how := range []How{{Write: true, Create: true, Follow: true}, {Write: true, Truncate: true, Follow: true}} {
				if _, errno := dir.Open(path, how); errno != wasip1.Outside {
					t.Errorf("open %q %+v: %v, want Outside", path, how, errno)
				}
			}
			if _, errno := dir.StatAt(path, true); errno != wasip1.Outside {
				t.Errorf("stat %q: %v, want Outside", path, errno)
			}
			if errno := dir.SetTimesAt(path, true, Times{}); errno != wasip1.Outside {
				t.Errorf("times of %q: %v, want Outside", path, errno)
			}
		}
		for what, errno := range map[string]wasip1.Errno{
			"mkdir":        dir.Mkdir("out/new"),
			"rmdir":        dir.Rmdir("out/../outside"),
			"unlink":       dir.Unlink("out/secret"),
			"symlink":      dir.Symlink("x", "out/new"),
			"link in":      dir.Link("out/secret", true, dir, "got"),
			"link out":     dir.Link("file", false, dir, "out/got"),
			"rename in":    dir.Rename("out/secret", dir, "got"),
			"rename out":   dir.Rename("file", dir, "../got"),
			"follow, link": dir.Link("absolute", true, dir, "got"),
		} {
			if errno != wasip1.Outside {
				t.Errorf("%s: %v, want Outside", what, errno)
			}
		}
		if data, err := os.ReadFile(filepath.Join(root, "../outside/secret")); err != nil || string(data) != "secret" {
			t.Errorf("outside: %q, %v", data, err)
		}
	})
}

func TestPathsInside(t *testing.T) {
	both(t, func(t *testing.T, dir Directory, _ string) {
		for path, want := range map[string]wasip1.Errno{
			"file": 0, "./file": 0, "dir/../file": 0, "inside": 0, "dirlink/../file": 0, "dir//sub/..//../file": 0, "dir": 0, "dir/": 0, "dirlink/": 0, ".": 0,
			"dir/..": 0, "": wasip1.ENOENT, "none": wasip1.ENOENT, "none/": wasip1.ENOENT, "file/": wasip1.ENOTDIR, "file/x": wasip1.ENOTDIR,
			"file/..": wasip1.ENOTDIR, "file/.": wasip1.ENOTDIR, "loop": wasip1.ELOOP, "loop/x": wasip1.ELOOP, "dangling": wasip1.ENOENT,
			"a\x00b": wasip1.EINVAL, strings.Repeat("x", 300): wasip1.ENAMETOOLONG,
		} {
			node, errno := dir.Open(path, How{Read: true, Follow: true})
			if errno != want {
				t.Errorf("open %.20q: %v, want %v", path, errno, want)
			}
			if node != nil {
				_ = node.Close()
			}
			if _, errno := dir.StatAt(path, true); errno != want {
				t.Errorf("stat %.20q: %v, want %v", path, errno, want)
			}
		}
		for _, link := range []string{"inside", "loop", "dangling", "out"} {
			if _, errno := dir.Open(link, How{Read: true}); errno != wasip1.ELOOP {
				t.Errorf("open the link %s itself: %v, want ELOOP", link, errno)
			}
			if st, errno := dir.StatAt(link, false); errno != 0 || st.Type != wasip1.FiletypeSymbolicLink {
				t.Errorf("stat the link %s itself: %v, %v", link, st.Type, errno)
			}
		}
		if node, errno := dir.Open("dangling", How{Write: true, Create: true, Follow: true}); errno != 0 {
			t.Errorf("create through a dangling link: %v", errno)
		} else {
			_ = node.Close()
		}
		if _, errno := dir.StatAt("nowhere", false); errno != 0 {
			t.Errorf("the dangling link's target: %v", errno)
		}
	})
}

func TestReadOnly(t *testing.T) {
	both(t, func(t *testing.T, dir Directory, _ string) {
		dir = ReadOnly(dir)
		sub, errno := dir.Open("dir", How{Read: true, Follow: true})
		if errno != 0 {
			t.Fatal(errno)
		}
		file, errno := dir.Open("file", How{Read: true, Create: true})
		if errno != 0 {
			t.Fatal(errno)
		}
		for what, got := range map[string]wasip1.Errno{
			"mkdir": dir.Mkdir("x"), "rmdir": dir.Rmdir("dir"), "unlink": dir.Unlink("file"), "symlink": dir.Symlink("a", "b"), "rename": dir.Rename("file", dir, "x"),
			"link": dir.Link("file", false, dir, "x"), "times": dir.SetTimes(Times{}), "times of": dir.SetTimesAt("file", true, Times{}),
			"below": sub.(Directory).Mkdir("x"), "times of a file": file.SetTimes(Times{}),
		} {
			if got != wasip1.EROFS {
				t.Errorf("%s: %v, want EROFS", what, got)
			}
		}
		for _, c := range []struct {
			path string
			how  How
			want wasip1.Errno
		}{{"file", How{Write: true}, wasip1.EROFS}, {"new", How{Write: true, Create: true}, wasip1.EROFS}, {"new", How{Create: true}, wasip1.EROFS},
			{"file", How{Create: true, Exclusive: true}, wasip1.EEXIST}, {"file", How{Truncate: true}, wasip1.EROFS}, {"none", How{Write: true}, wasip1.ENOENT},
			{"dir", How{Write: true}, wasip1.EISDIR}} {
			if _, errno := dir.Open(c.path, c.how); errno != c.want {
				t.Errorf("open %s %+v: %v, want %v", c.path, c.how, errno, c.want)
			}
		}
		if n, errno := file.(File).Writev([][]byte{[]byte("x")}); errno == 0 {
			t.Errorf("wrote %d bytes", n)
		}
		_, _ = sub.Close(), file.Close()
	})
}

func TestFS(t *testing.T) {
	dir, err := OpenFS(fstest.MapFS{"a/b": {Data: []byte("content")}, "c": {}})
	must(t, err)
	node, errno := dir.Open("a/../a/b", How{Read: true})
	if errno != 0 {
		t.Fatal(errno)
	}
	buf := make([]byte, 20)
	if n, errno := node.(File).Readv([][]byte{buf[:3], buf[3:]}); string(buf[:n]) != "content" || errno != 0 {
		t.Errorf("read %q, %v", buf[:n], errno)
	}
	if n, errno := node.(File).Pread(buf, 4); string(buf[:n]) != "ent" || errno != 0 {
		t.Errorf("read at an offset %q, %v", buf[:n], errno)
	}
	entries, errno := dir.Entries()
	if errno != 0 || len(entries) != 4 || entries[2].Name != "a" || entries[2].Type != wasip1.FiletypeDirectory || entries[3].Name != "c" {
		t.Errorf("entries %v, %v", entries, errno)
	}
	if _, errno := dir.Open("../x", How{}); errno != wasip1.Outside {
		t.Errorf("out of an fs.FS: %v", errno)
	}
	if errno := dir.Mkdir("x"); errno != wasip1.EROFS {
		t.Errorf("mkdir: %v", errno)
	}
	if errno := dir.Rename("a", dir, "x"); errno != wasip1.EROFS {
		t.Errorf("rename: %v", errno)
	}
}

// TestDescriptorsAreGivenBack walks deep and fails in every place.
func TestDescriptorsAreGivenBack(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("counts in /proc")
	}
	root := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(root, "a/b/c/d"), 0o755))
	must(t, os.Symlink("../../..", filepath.Join(root, "a/b/c/up")))
	dir, err := OpenHost(root)
	must(t, err)
	count := func() int {
		list, err := os.ReadDir("/proc/self/fd")
		must(t, err)
		return len(list)
	}
	before := count()
	for _, path := range []string{"a/b/c/d", "a/b/c/none", "a/b/c/up/../x", "a/b/c/d/e/f", "a/b/../../../x", "a/b/c/up/a/b/c/up/a"} {
		_, _ = dir.StatAt(path, true)
		if node, errno := dir.Open(path, How{Read: true}); errno == 0 {
			_ = node.Close()
		}
	}
	if after := count(); after != before {
		t.Errorf("%d descriptors were open, %d are", before, after)
	}
}

// FuzzWalk compares where a path leads with what the operating system says, and sees that it never leads out.
func FuzzWalk(f *testing.F) {
	for _, seed := range []string{"file", "dir/../file", "out/secret", "dirlink/sub/../..", "a/b/c", "loop", "//", ".", "dir/sub/", "\x00", "inside/"} {
		f.Add(seed)
	}
	base := f.TempDir()
	root := filepath.Join(base, "root")
	if os.MkdirAll(filepath.Join(root, "dir/sub"), 0o755) != nil || os.WriteFile(filepath.Join(root, "file"), nil, 0o600) != nil {
		f.Fatal("cannot make the files")
	}
	for link, target := range map[string]string{"out": "..", "inside": "file", "dirlink": "dir", "loop": "loop"} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			f.Skip(err)
		}
	}
	dir, err := OpenHost(root)
	if err != nil {
		f.Fatal(err)
	}
	whole, err := os.OpenRoot(root)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, path string) {
		st, errno := dir.StatAt(path, true)
		info, err := whole.Stat(path)
		if (errno == 0) != (err == nil) {
			t.Errorf("%q: %v, os.Root says %v", path, errno, err)
		}
		if err == nil && info.IsDir() != (st.Type == wasip1.FiletypeDirectory) {
			t.Errorf("%q leads to another kind of file", path)
		}
	})
}
