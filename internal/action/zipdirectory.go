package action

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// Sizes and signatures of APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16.
const (
	zipHeaderLen    = 46
	zipEndLen       = 22
	zip64LocatorLen = 20
	zip64EndLen     = 56
	zipEndSearch    = zipEndLen + math.MaxUint16 // the end record and its longest comment
)

var (
	zipHeaderMagic    = []byte("PK\x01\x02")
	zipEndMagic       = []byte("PK\x05\x06")
	zip64LocatorMagic = []byte("PK\x06\x07")
	zip64EndMagic     = []byte("PK\x06\x06")
)

var (
	errNoDirectory  = errors.New("the central directory is missing, the archive may be cut short")
	errBadDirectory = errors.New("the central directory is not where the archive says it is")
)

// zipDirectory is where the central directory of a zip lies.
type zipDirectory struct {
	data       []byte // the archive
	start, end int    // of the records in data
	records    int
}

// findZipDirectory locates the central directory and counts its records
// without keeping any.
//
// archive/zip believes neither more nor less than the records it can read, and
// holds them all in memory: 48 MiB of them become some 400 MB. Counting first
// keeps a hostile archive from that.
func findZipDirectory(data []byte) (zipDirectory, error) {
	end := zipEnd(data)
	if end < 0 {
		return zipDirectory{}, errNoDirectory
	}
	record := data[end:]
	count := binary.LittleEndian.Uint16(record[10:])
	size := uint64(binary.LittleEndian.Uint32(record[12:]))
	offset := uint64(binary.LittleEndian.Uint32(record[16:]))
	if count == math.MaxUint16 || size == math.MaxUint32 || offset == math.MaxUint32 {
		if at, ok := zip64End(data, end); ok {
			size = binary.LittleEndian.Uint64(data[at+40:])
			offset = binary.LittleEndian.Uint64(data[at+48:])
			end = at
		}
	}
	// Between directory and end there may be a zip64 record.
	if offset > uint64(end) || size > uint64(end)-offset || offset+size > math.MaxUint32 {
		return zipDirectory{}, errBadDirectory
	}
	d := zipDirectory{data: data, start: int(offset), end: int(offset + size)}
	err := d.count()
	return d, err
}

func (d *zipDirectory) count() error {
	for rest := d.data[d.start:d.end]; len(rest) > 0; d.records++ {
		if len(rest) < zipHeaderLen || !bytes.HasPrefix(rest, zipHeaderMagic) {
			return errBadDirectory
		}
		size := zipHeaderLen
		for _, field := range []int{28, 30, 32} { // lengths of name, extra field, comment
			size += int(binary.LittleEndian.Uint16(rest[field:]))
		}
		if size > len(rest) {
			return errBadDirectory
		}
		rest = rest[size:]
	}
	return nil
}

// reader gives the archive with a plain end record of our own right behind the
// directory, so that archive/zip cannot come to read other records than were
// counted: it has ideas of its own about ends that contradict the directory.
func (d *zipDirectory) reader() (io.ReaderAt, int64) {
	end := make([]byte, zipEndLen)
	copy(end, zipEndMagic)
	binary.LittleEndian.PutUint16(end[8:], uint16(d.records)) // archive/zip compares 16 bits
	binary.LittleEndian.PutUint16(end[10:], uint16(d.records))
	binary.LittleEndian.PutUint32(end[12:], uint32(d.end-d.start))
	binary.LittleEndian.PutUint32(end[16:], uint32(d.start))
	return withTail{d.data[:d.end], end}, int64(d.end) + zipEndLen
}

// withTail reads as head followed by tail.
type withTail struct{ head, tail []byte }

func (w withTail) ReadAt(p []byte, off int64) (n int, err error) {
	if off < int64(len(w.head)) {
		n = copy(p, w.head[off:])
	}
	if at := off + int64(n) - int64(len(w.head)); n < len(p) && at >= 0 && at < int64(len(w.tail)) {
		n += copy(p[n:], w.tail[at:])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// zipEnd finds the end of central directory record, or gives -1.
func zipEnd(data []byte) int {
	from := max(0, len(data)-zipEndSearch)
	if len(data)-from < zipEndLen {
		return -1
	}
	at := bytes.LastIndex(data[from:len(data)-zipEndLen+len(zipEndMagic)], zipEndMagic)
	if at < 0 {
		return -1
	}
	at += from
	comment := int(binary.LittleEndian.Uint16(data[at+20:]))
	if at+zipEndLen+comment > len(data) {
		return -1
	}
	return at
}

// zip64End finds the zip64 record by the locator before the plain one.
func zip64End(data []byte, end int) (int, bool) {
	at := end - zip64LocatorLen
	if at < 0 || !bytes.HasPrefix(data[at:], zip64LocatorMagic) {
		return 0, false
	}
	locator := data[at:]
	firstDisk, disks := binary.LittleEndian.Uint32(locator[4:]), binary.LittleEndian.Uint32(locator[16:])
	offset := binary.LittleEndian.Uint64(locator[8:])
	if firstDisk != 0 || disks != 1 || at < zip64EndLen || offset > uint64(at-zip64EndLen) {
		return 0, false
	}
	return int(offset), bytes.HasPrefix(data[offset:], zip64EndMagic)
}
