package sandbox_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// yard is a directory with an allowed and a forbidden half, links between them, and a sandbox that may read and write the allowed half.
type yard struct {
	*sandbox.Sandbox
	in, out string
}

func newYard(t *testing.T) yard {
	t.Helper()
	root := t.TempDir()
	y := yard{in: filepath.Join(root, "in"), out: filepath.Join(root, "out")}
	for _, dir := range []string{y.in, y.out, filepath.Join(y.in, "kept"), filepath.Join(root, "inside-by-name")} {
		must(t, os.Mkdir(dir, 0o755))
	}
	must(t, os.WriteFile(filepath.Join(y.in, "file"), []byte("mine"), 0o600))
	must(t, os.WriteFile(filepath.Join(y.in, "kept", "file"), []byte("kept"), 0o600))
	must(t, os.WriteFile(filepath.Join(y.out, "file"), []byte("secret"), 0o600))
	link(t, y.out, filepath.Join(y.in, "away"))
	link(t, filepath.Join(y.out, "file"), filepath.Join(y.in, "secret"))
	link(t, filepath.Join("..", "out", "new"), filepath.Join(y.in, "dangling"))
	link(t, y.in, filepath.Join(root, "alias"))
	y.Sandbox = sandbox.New(sandbox.OS(), y.in, nil)
	y.Restrict(sandbox.Permissions{
		Read:  sandbox.Grant{Allow: []string{filepath.Join(root, "alias")}, Deny: []string{filepath.Join(y.in, "kept")}},
		Write: sandbox.Grant{Allow: []string{y.in}, Deny: []string{filepath.Join(y.in, "kept")}},
	})
	return y
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skip("this system makes no symbolic links: ", err)
	}
}

func TestGuardLetsThroughWhatIsAllowed(t *testing.T) {
	y := newYard(t)
	files := y.Files()
	data, err := y.ReadFile("file")
	if err != nil || string(data) != "mine" {
		t.Errorf("ReadFile = %q, %v", data, err)
	}
	at := func(name string) string { return filepath.Join(y.in, name) }
	f, err := files.OpenFile(at("made"), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	must(t, err)
	must(t, f.Close())
	must(t, files.Mkdir(at("dir"), 0o755))
	must(t, files.Rename(at("made"), at("dir/moved")))
	must(t, files.Symlink("moved", at("dir/link")))
	must(t, files.Remove(at("secret"))) // the link, which is ours, not what it leads to
	if _, err := os.Stat(filepath.Join(y.out, "file")); err != nil {
		t.Error("removing a link removed its target")
	}
	if _, err := files.Stat(at("absent")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Stat of an absent file = %v", err)
	}
}

// TestGuardHasNoWayOut tries every operation on names that lead out, by a link, by dots, by a prefix that is another name's, or that are denied.
func TestGuardHasNoWayOut(t *testing.T) {
	y := newYard(t)
	files := y.Files()
	root := filepath.Dir(y.in)
	names := map[string]string{
		"plain":           filepath.Join(y.out, "file"),
		"link":            filepath.Join(y.in, "secret"),
		"directory link":  filepath.Join(y.in, "away", "file"),
		"new behind link": filepath.Join(y.in, "away", "new"),
		"dots":            y.in + "/../out/file",
		"prefix":          filepath.Join(root, "inside-by-name"),
		"parent":          root,
		"denied below":    filepath.Join(y.in, "kept", "file"),
		"denied":          filepath.Join(y.in, "kept"),
	}
	free := filepath.Join(y.in, "free")
	operations := map[string]func(name string) error{
		"read":      func(name string) error { _, err := files.ReadFile(name); return err },
		"open":      func(name string) error { _, err := files.OpenFile(name, os.O_RDONLY, 0); return err },
		"create":    func(name string) error { _, err := files.OpenFile(name, os.O_CREATE|os.O_WRONLY, 0o600); return err },
		"append":    func(name string) error { _, err := files.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0); return err },
		"truncate":  func(name string) error { return files.Truncate(name, 0) },
		"stat":      func(name string) error { _, err := files.Stat(name); return err },
		"readdir":   func(name string) error { _, err := files.ReadDir(name); return err },
		"realpath":  func(name string) error { _, err := files.RealPath(name); return err },
		"chmod":     func(name string) error { return files.Chmod(name, 0o777) },
		"chown":     func(name string) error { return files.Chown(name, os.Getuid(), os.Getgid()) },
		"access":    func(name string) error { return files.Access(name, 4) },
		"exists":    func(name string) error { return files.Access(name, 0) },
		"statfs":    func(name string) error { _, err := files.Statfs(name); return err },
		"watch":     func(name string) error { _, err := files.Watch(name, func(sandbox.Change) {}); return err },
		"utimes":    func(name string) error { return files.Chtimes(name, time.Time{}, time.Time{}) },
		"symlink":   func(name string) error { return files.Symlink(name, free) },
		"linked at": func(name string) error { return files.Symlink(filepath.Join(y.in, "file"), filepath.Join(name, "x")) },
		"move into": func(name string) error { return files.Rename(filepath.Join(y.in, "file"), filepath.Join(name, "x")) },
		"chdir":     y.Chdir,
	}
	for what, name := range names {
		for operation, do := range operations {
			var denied *sandbox.AccessError
			if err := do(name); !errors.As(err, &denied) {
				t.Errorf("%s of %s: %v, want an AccessError", operation, what, err)
			}
		}
	}
	t.Run("as it is", func(t *testing.T) { // operations on a name itself, which a link in the yard may be an object of
		for _, what := range []string{"plain", "directory link", "dots", "denied below"} {
			for operation, err := range map[string]error{
				"remove": files.Remove(names[what]), "mkdir": files.Mkdir(names[what], 0o700),
				"rename": files.Rename(names[what], free), "link": files.Link(names[what], free),
				"unlink": files.Unlink(names[what]), "rmdir": files.Rmdir(names[what]),
				"lchown": files.Lchown(names[what], os.Getuid(), os.Getgid()), "lutimes": files.Lchtimes(names[what], time.Time{}, time.Time{}),
			} {
				if !errors.Is(err, fs.ErrPermission) {
					t.Errorf("%s of %s: %v", operation, what, err)
				}
			}
		}
	})
	if _, err := files.OpenFile(filepath.Join(y.in, "dangling"), os.O_CREATE|os.O_WRONLY, 0o600); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("creating through a dangling link: %v", err)
	}
	if _, err := os.Stat(filepath.Join(y.out, "new")); err == nil {
		t.Error("a file was made outside")
	}
}

// TestReadOnlyHandleChangesNothing opens what may be read, not written, and tries to change the file through the handle.
func TestReadOnlyHandleChangesNothing(t *testing.T) {
	y := newYard(t)
	y.Restrict(sandbox.Permissions{Read: sandbox.Grant{Allow: []string{y.in}}})
	f, err := y.Files().OpenFile(filepath.Join(y.in, "file"), os.O_RDONLY, 0)
	must(t, err)
	defer func() { _ = f.Close() }()
	for what, err := range map[string]error{
		"chmod": f.Chmod(0o777), "chown": f.Chown(os.Getuid(), os.Getgid()), "utimes": f.Chtimes(time.Time{}, time.Time{}),
		"access": y.Files().Access(filepath.Join(y.in, "file"), 2),
	} {
		if !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := y.Files().Access(filepath.Join(y.in, "file"), 4); err != nil {
		t.Error(err)
	}
}

// TestDeniedDirectoryStaysInPlace moves a directory that has a denied one in it, which would then have another name.
func TestDeniedDirectoryStaysInPlace(t *testing.T) {
	y := newYard(t)
	outer := filepath.Dir(y.in)
	y.Restrict(sandbox.Permissions{
		Read:  sandbox.Grant{Allow: []string{outer}},
		Write: sandbox.Grant{Allow: []string{outer}, Deny: []string{filepath.Join(y.in, "kept")}},
	})
	if err := y.Files().Rename(y.in, filepath.Join(outer, "elsewhere")); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("rename: %v", err)
	}
}

func TestRefusalNamesItsFlag(t *testing.T) {
	box := sandbox.New(nil, "/", sandbox.NewEnv([]string{"SECRET=1", "HOME=/h", "AWS_KEY=2"}))
	box.Restrict(sandbox.Permissions{
		Env: sandbox.Grant{Allow: []string{"HOME"}},
		Net: sandbox.Grant{Allow: []string{"Example.org:443", "*:53", "::1"}, Deny: []string{"evil.example:53"}},
		Run: sandbox.Grant{All: true, Deny: []string{"sh"}},
	})
	for flag, err := range map[string]error{
		"--allow-env=SECRET":          box.Env().Check("SECRET"),
		"--allow-net=example.org:80":  box.CheckNet("example.org", 80),
		"--allow-net=evil.example:53": box.CheckNet("EVIL.example.", 53),
		"--allow-net=[::2]:1":         box.CheckNet("::2", 1),
		"--allow-run=sh":              box.CheckRun("sh"),
	} {
		var denied *sandbox.AccessError
		if !errors.As(err, &denied) || denied.Flag() != flag {
			t.Errorf("%v, want a refusal with %s", err, flag)
		}
	}
	for what, err := range map[string]error{
		"env": box.Env().Check("HOME"), "unset": box.Env().Check("NOPE"), "net": box.CheckNet("example.ORG", 443),
		"dns": box.CheckNet("any", 53), "v6": box.CheckNet("[::1]", 7), "run": box.CheckRun("ls"),
	} {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, visible := box.Env().Get("AWS_KEY"); visible {
		t.Error("a variable that is not granted can be read")
	}
	box.Env().Set("SECRET", "own")
	if err := box.Env().Check("SECRET"); err != nil {
		t.Errorf("what the guest set itself is denied: %v", err)
	}
}
