package openwhisk

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/wasmglue/wasmglue/internal/action"
)

// program is what /init brings.
type program interface {
	// boot loads the action, so that it is known whether it can run. Where it runs in a realm, that is the instance.
	boot(ctx context.Context, c *container, env []variable) (*instance, error)
	// run answers one /run, in an instance that boot made, and gives the right to run back.
	run(ctx context.Context, c *container, inst *instance, msg message) reply
	// remove deletes what was unpacked for it.
	remove()
}

// refusal is why an action is not taken, word for word as the reference says it.
type refusal string

func (r refusal) Error() string { return string(r) }

const (
	errUnsupportedArchive refusal = "There was an error uncompressing the action archive. The file type is unsupported"
	errBadZip             refusal = "There was an error uncompressing the action Zip archive."
	errBadTarGz           refusal = "There was an error uncompressing the action Tar GZ archive."
	errNoEntry            refusal = "Zipped actions must contain either package.json or index.js at the root."
	errMainName           refusal = "Name of main function is not valid."
)

// newProgram makes the program that an /init brings.
func (c *container) newProgram(ctx context.Context, init initMessage) (program, error) {
	if !init.binary {
		return script{&plainCode{source: init.code, main: init.main, module: moduleText{tempDir: c.cfg.tempDir}}}, nil
	}
	damaged := errBadZip
	data := decodeBase64(init.code)
	switch action.DetectFormat(data) {
	case action.Zip:
	case action.TarGz:
		damaged = errBadTarGz
	case action.Wasm:
		return &wasmModule{binary: data, main: init.main}, nil
	default:
		return nil, errUnsupportedArchive
	}
	dir, err := os.MkdirTemp(c.cfg.tempDir, "action-")
	if err != nil {
		return nil, fmt.Errorf("make a directory for the action: %w", err)
	}
	if _, err := action.Unpack(ctx, data, dir, c.cfg.limits.archive()); err != nil {
		_ = os.RemoveAll(dir)
		return nil, archiveError(damaged, err)
	}
	return newPackage(dir, init.main, false), nil
}

// newPackage is the program in a directory: a module, where the entry, or the file that main names before its first dot, is one. keep says that the
// files are not ours to remove.
func newPackage(dir, main string, keep bool) program {
	if file, export, dotted := strings.Cut(main, "."); dotted {
		if name := file + ".wasm"; fs.ValidPath(name) && exists(dir, name) && !exists(dir, file+".js") {
			return &wasmModule{files: dir, file: name, main: export, keep: keep}
		}
	} else if entry, err := action.FindEntry(os.DirFS(dir)); err == nil && entry.Kind == action.WebAssembly {
		return &wasmModule{files: dir, file: entry.File, main: main, keep: keep}
	}
	return script{packaged{root: dir, main: main, keep: keep}}
}

func exists(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
	return err == nil
}

// archiveError puts the reference's words before what is wrong, unless it is the machine's fault.
func archiveError(damaged refusal, err error) error {
	if errors.Is(err, action.ErrBadArchive) {
		return fmt.Errorf("%w (%w)", damaged, err)
	}
	return err
}

// decodeBase64 decodes as node's Buffer does: characters that are not base64 are skipped, both alphabets are known, padding ends the data.
func decodeBase64(text string) []byte {
	if data, err := base64.StdEncoding.DecodeString(text); err == nil {
		return data
	}
	text, _, _ = strings.Cut(text, "=")
	digits := make([]byte, 0, len(text))
	for i := range len(text) {
		switch b := text[i]; {
		case 'A' <= b && b <= 'Z', 'a' <= b && b <= 'z', '0' <= b && b <= '9', b == '+', b == '/':
			digits = append(digits, b)
		case b == '-':
			digits = append(digits, '+')
		case b == '_':
			digits = append(digits, '/')
		}
	}
	if len(digits)%4 == 1 {
		digits = digits[:len(digits)-1]
	}
	data := make([]byte, base64.RawStdEncoding.DecodedLen(len(digits)))
	n, _ := base64.RawStdEncoding.Decode(data, digits)
	return data[:n]
}
