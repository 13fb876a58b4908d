package lower

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// generation is part of every entry's name: another version of esbuild, or other options, make other entries.
const generation = "wasmglue lowered 2, esbuild 0.28.2"

func entryName(language Language, text string, indent int) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%d\n", generation, language, indent)
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil)) + ".lowered"
}

// readEntry reads an entry. One that is damaged, cut short or somebody else's does not count.
func readEntry(dir, name string) (*Result, bool) {
	if dir == "" {
		return nil, false
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, false
	}
	head, body, ok := bytes.Cut(data, []byte("\n"))
	if !ok {
		return nil, false
	}
	sum, length, ok := strings.Cut(string(head), " ")
	n, err := strconv.Atoi(length)
	if !ok || err != nil || n < 0 || n > len(body) || sum != checksum(name, body) {
		return nil, false
	}
	return &Result{Text: string(body[:n]), Mappings: string(body[n:])}, true
}

// writeEntry keeps a result. Failing to is no error: the next process lowers again.
func writeEntry(dir, name string, r *Result) {
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return
	}
	body := []byte(r.Text + r.Mappings)
	f, err := os.CreateTemp(dir, name+".*")
	if err != nil {
		return
	}
	_, err = fmt.Fprintf(f, "%s %d\n%s", checksum(name, body), len(r.Text), body)
	if closed := f.Close(); err != nil || closed != nil || os.Rename(f.Name(), filepath.Join(dir, name)) != nil {
		_ = os.Remove(f.Name())
	}
}

func checksum(name string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(name))
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}
