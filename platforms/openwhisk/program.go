package openwhisk

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/action"
	"github.com/wasmglue/wasmglue/jshost"
)

// program is an action's code, ready to be loaded into any number of realms.
type program interface {
	// load loads the action into r and calls done once, on the host's goroutine, with the function that runs it.
	load(r *jshost.Realm, done func(main goja.Value, err error))
	// dir is the working directory the action expects, "" for the container's own.
	dir() string
	// remove deletes what was unpacked for it.
	remove()
}

// Texts of the reference for archives.
const (
	textUnsupportedArchive = "There was an error uncompressing the action archive. The file type is unsupported"
	textBadZip             = "There was an error uncompressing the action Zip archive."
	textBadTarGz           = "There was an error uncompressing the action Tar GZ archive."
	textNoEntry            = "Zipped actions must contain either package.json or index.js at the root."
)

// newProgram makes the program that an /init brings.
func (c *container) newProgram(ctx context.Context, init initMessage) (program, error) {
	if !init.binary {
		return &plainCode{source: init.code, main: init.main, module: moduleText{tempDir: c.cfg.tempDir}}, nil
	}
	text := textBadZip
	data := decodeBase64(init.code)
	switch action.DetectFormat(data) {
	case action.Zip:
	case action.TarGz:
		text = textBadTarGz
	default:
		return nil, errors.New(textUnsupportedArchive)
	}
	dir, err := os.MkdirTemp(c.cfg.tempDir, "action-")
	if err != nil {
		return nil, fmt.Errorf("make a directory for the action: %w", err)
	}
	p := packaged{root: dir, main: init.main}
	if _, err := action.Unpack(ctx, data, dir, c.cfg.limits.archive()); err != nil {
		p.remove()
		return nil, archiveError(text, err)
	}
	return p, nil
}

// archiveError puts the reference's text before what is wrong, unless it is the machine's fault.
func archiveError(text string, err error) error {
	if errors.Is(err, action.ErrBadArchive) {
		return fmt.Errorf("%s (%w)", text, err)
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
