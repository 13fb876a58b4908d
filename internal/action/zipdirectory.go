package action

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
)

// Sizes and signatures of APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16.
const (
	zipHeaderLen    = 46
	zipEndLen       = 22
	zip64LocatorLen = 20
	zip64EndLen     = 56
	zipEndSearch    = 65 << 10 // how far from the end archive/zip looks
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

// zipEntries counts the records of the central directory without keeping any.
//
// archive/zip believes neither more nor less than the records it can read, and
// holds them all in memory: 48 MiB of them become some 400 MB. Counting first
// keeps a hostile archive from that. The directory has to fill the space it
// claims exactly, so that archive/zip reads the same records as are counted.
func zipEntries(data []byte) (int, error) {
	directory, err := zipDirectory(data)
	if err != nil {
		return 0, err
	}
	n := 0
	for len(directory) > 0 {
		if len(directory) < zipHeaderLen || !bytes.HasPrefix(directory, zipHeaderMagic) {
			return 0, errBadDirectory
		}
		size := zipHeaderLen
		for _, field := range []int{28, 30, 32} { // lengths of name, extra field, comment
			size += int(binary.LittleEndian.Uint16(directory[field:]))
		}
		if size > len(directory) {
			return 0, errBadDirectory
		}
		directory = directory[size:]
		n++
	}
	return n, nil
}

// zipDirectory gives the bytes of the central directory.
func zipDirectory(data []byte) ([]byte, error) {
	end := zipEnd(data)
	if end < 0 {
		return nil, errNoDirectory
	}
	record := data[end:]
	count := uint64(binary.LittleEndian.Uint16(record[10:]))
	size := uint64(binary.LittleEndian.Uint32(record[12:]))
	offset := uint64(binary.LittleEndian.Uint32(record[16:]))
	// The same condition as in archive/zip, its 16-bit size included.
	if count == math.MaxUint16 || size == math.MaxUint16 || offset == math.MaxUint32 {
		if at, ok := zip64End(data, end); ok {
			record = data[at:]
			end = at
			size = binary.LittleEndian.Uint64(record[40:])
			offset = binary.LittleEndian.Uint64(record[48:])
		}
	}
	if offset > uint64(end) || size != uint64(end)-offset {
		return nil, errBadDirectory
	}
	return data[offset:end], nil
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
