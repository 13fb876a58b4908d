package action

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// Bits of the general purpose flag (APPNOTE.TXT 4.4.4).
const (
	zipEncrypted          = 1 << 0
	zipEncryptedDirectory = 1 << 13
)

// unpackZip checks the whole directory first: most refusals cost no write.
func unpackZip(x *extractor, p *plan, data []byte) error {
	files, err := readZip(p.limits, data)
	if err != nil {
		return err
	}
	headers := make([]header, len(files))
	paths := make([]string, len(files))
	for i, f := range files {
		if headers[i], err = zipHeader(p.limits, f); err != nil {
			return err
		}
		if paths[i], err = p.admit(headers[i]); err != nil {
			return err
		}
	}
	for i, f := range files {
		if err := unpackZipFile(x, headers[i], paths[i], f); err != nil {
			return err
		}
	}
	return nil
}

func readZip(l Limits, data []byte) ([]*zip.File, error) {
	directory, err := findZipDirectory(data)
	if err != nil {
		return nil, &FormatError{Zip, err}
	}
	if directory.records > l.Entries {
		return nil, &LimitError{Limit: "entries", Max: int64(l.Entries)}
	}
	r, err := zip.NewReader(directory.reader())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are ours to check
		return nil, &FormatError{Zip, err}
	}
	if len(r.File) != directory.records {
		return nil, &FormatError{Zip, errBadDirectory}
	}
	return r.File, nil
}

func zipHeader(l Limits, f *zip.File) (header, error) {
	if f.Flags&(zipEncrypted|zipEncryptedDirectory) != 0 {
		return header{}, &EntryError{f.Name, ErrEncrypted}
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return header{}, &EntryError{f.Name, fmt.Errorf("%w: method %d", ErrMethod, f.Method)}
	}
	if f.UncompressedSize64 > 1<<62 {
		return header{}, &EntryError{f.Name, ErrEntryCorrupt}
	}
	mode := f.Mode()
	h := header{name: f.Name, size: int64(f.UncompressedSize64), executable: mode&0o111 != 0}
	switch mode.Type() {
	case 0:
		h.kind = regular
	case fs.ModeDir:
		h.kind = directory
	case fs.ModeSymlink:
		h.kind = symlink
		return h, zipLinkTarget(l, f, &h)
	default:
		return h, &EntryError{f.Name, ErrSpecialFile}
	}
	return h, nil
}

// zipLinkTarget reads a link's target, which a zip keeps as the content.
func zipLinkTarget(l Limits, f *zip.File, h *header) error {
	if h.size > int64(l.PathBytes) {
		return &LimitError{Limit: "path length", Max: int64(l.PathBytes), Entry: f.Name}
	}
	body, err := f.Open()
	if err != nil {
		return bodyError(f.Name, zipReason(err))
	}
	defer body.Close()
	target, err := io.ReadAll(io.LimitReader(body, h.size+1))
	if err != nil {
		return bodyError(f.Name, zipReason(err))
	}
	h.target = string(target)
	return nil
}

func unpackZipFile(x *extractor, h header, clean string, f *zip.File) error {
	if h.kind != regular {
		return x.entry(h, clean, nil)
	}
	body, err := f.Open()
	if err != nil {
		return bodyError(h.name, zipReason(err))
	}
	defer body.Close()
	return x.entry(h, clean, zipBody{body})
}

// zipBody gives the errors of archive/zip words that fit one entry.
type zipBody struct{ io.Reader }

func (b zipBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	return n, zipReason(err)
}

func zipReason(err error) error {
	switch {
	case err == zip.ErrFormat: // by archive/zip's reader: more bytes than declared
		return errors.New("longer than it declares, or its local header is damaged")
	case err == io.ErrUnexpectedEOF:
		return errors.New("shorter than it declares")
	case err == zip.ErrChecksum:
		return errors.New("checksum is wrong")
	}
	return err
}
