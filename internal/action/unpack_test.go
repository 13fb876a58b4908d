package action

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// unpackNew unpacks into a directory that does not exist yet.
func unpackNew(t testing.TB, data []byte, l Limits) (string, *Tree, error) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "action")
	tree, err := Unpack(context.Background(), data, dir, l)
	return dir, tree, err
}

// contents maps each file and link below dir to its content or target.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if d.Type() == fs.ModeSymlink {
			target, err := os.Readlink(name)
			found[filepath.ToSlash(rel)] = "-> " + target
			return err
		}
		data, err := os.ReadFile(name)
		found[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestUnpackKeepsAPackage(t *testing.T) {
	items := []item{
		dir("./"),
		file("./index.js", "exports.main = () => ({})"),
		dir("lib/"),
		dir("lib/"),
		file("lib/deep//er/x.txt", strings.Repeat("x", 100_000)),
		program("node_modules/tool/cli.js", "#!/usr/bin/env node"),
		lnk("node_modules/.bin/tool", "../tool/cli.js"),
		lnk("dangling", "not/here"),
		file("empty", ""),
	}
	want := map[string]string{
		"index.js":                 "exports.main = () => ({})",
		"lib/deep/er/x.txt":        strings.Repeat("x", 100_000),
		"node_modules/tool/cli.js": "#!/usr/bin/env node",
		"node_modules/.bin/tool":   "-> ../tool/cli.js",
		"dangling":                 "-> not/here",
		"empty":                    "",
	}
	for format, data := range map[Format][]byte{Zip: makeZip(t, items...), TarGz: makeTarGz(t, items...)} {
		t.Run(format.String(), func(t *testing.T) {
			root, tree, err := unpackNew(t, data, Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if got := contents(t, root); !maps.Equal(got, want) {
				t.Errorf("got %q", got)
			}
			if tree.Format != format || tree.Files != 4 || tree.Entry != "" {
				t.Errorf("tree %+v", tree)
			}
			checkModes(t, root)
		})
	}
}

func checkModes(t *testing.T, root string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return
	}
	for name, executable := range map[string]bool{"index.js": false, "node_modules/tool/cli.js": true} {
		info, err := os.Stat(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode()&0o100 != 0; got != executable {
			t.Errorf("%s: executable %v", name, got)
		}
		if info.Mode()&fs.ModeSetuid != 0 {
			t.Errorf("%s: setuid survived", name)
		}
	}
}

func TestUnpackWasm(t *testing.T) {
	module := "\x00asm\x01\x00\x00\x00"
	root, tree, err := unpackNew(t, []byte(module), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if tree.Entry != MainWasm || contents(t, root)[MainWasm] != module {
		t.Errorf("tree %+v, files %q", tree, contents(t, root))
	}
}

func TestUnpackUnsupported(t *testing.T) {
	for _, data := range []string{"", "PK", "hello world", "PK\x05\x06" + strings.Repeat("\x00", 18), "7z\xbc\xaf\x27\x1c", "\x1f\x8b\x07\x00"} {
		if _, _, err := unpackNew(t, []byte(data), Limits{}); !errors.Is(err, ErrUnsupportedArchive) {
			t.Errorf("%q: %v", data, err)
		}
	}
}

func TestUnpackWantsAnEmptyDirectory(t *testing.T) {
	root := t.TempDir()
	data := makeZip(t, file("index.js", "new"))
	if _, err := Unpack(context.Background(), data, root, Limits{}); err != nil {
		t.Fatalf("into an empty directory: %v", err)
	}
	if _, err := Unpack(context.Background(), data, root, Limits{}); !errors.Is(err, fs.ErrExist) || errors.Is(err, ErrBadArchive) {
		t.Fatalf("into a full one: %v", err)
	}
	if got := contents(t, root)["index.js"]; got != "new" {
		t.Errorf("the full directory was touched: %q", got)
	}
}

func TestUnpackStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, data := range [][]byte{makeZip(t, file("a", "b")), makeTarGz(t, file("a", "b"))} {
		root := filepath.Join(t.TempDir(), "action")
		if _, err := Unpack(ctx, data, root, Limits{}); !errors.Is(err, context.Canceled) || errors.Is(err, ErrBadArchive) {
			t.Errorf("got %v", err)
		}
		if _, err := os.Lstat(root); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("left behind: %v", err)
		}
	}
}
