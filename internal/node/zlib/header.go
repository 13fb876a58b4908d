package zlib

import "hash/crc32"

// headerReader takes the header of a zlib or gzip stream, however small the pieces it comes in.
type headerReader struct {
	mode       int // what is accepted; becomes what was found
	windowBits int
	head       []byte // the bytes of fixed places, so far
	flags      byte   // of gzip
	stage      headerStage
	skip       int // bytes left of the extra field
	check      uint32
	dictionary uint32 // the check value of the dictionary that zlib data wants
	wantsDict  bool
}

type headerStage int

const (
	fixedPart headerStage = iota
	extraLength
	extraField
	fileName
	comment
	headerCheck
	dictionaryID
	headerEnd
)

// Bits of gzip's flags.
const (
	flagCheck = 1 << (iota + 1)
	flagExtra
	flagName
	flagComment
	flagsReserved = 0xe0
)

// read takes bytes until the header is over; it says how many it took.
func (h *headerReader) read(in []byte) (taken int, done bool, err *failure) {
	for taken < len(in) && h.stage != headerEnd {
		n, err := h.advance(in[taken:])
		if h.mode == modeGunzip && h.stage != headerCheck && n > 0 {
			h.check = crc32.Update(h.check, crc32.IEEETable, in[taken:taken+n])
		}
		taken += n
		if err != nil {
			return taken, false, err
		}
		h.settle()
	}
	return taken, h.stage == headerEnd, nil
}

// advance takes at least one byte for the stage.
func (h *headerReader) advance(in []byte) (int, *failure) {
	switch h.stage {
	case extraField:
		n := min(h.skip, len(in))
		h.skip -= n
		if h.skip == 0 {
			h.stage = fileName
		}
		return n, nil
	case fileName, comment:
		if in[0] == 0 {
			h.stage++
		}
		return 1, nil
	}
	h.head = append(h.head, in[0])
	return 1, h.fixed()
}

// settle skips the stages that the flags leave out.
func (h *headerReader) settle() {
	for {
		switch {
		case h.stage == extraLength && h.flags&flagExtra == 0, h.stage == extraField && h.skip == 0:
			h.stage = fileName
		case h.stage == fileName && h.flags&flagName == 0:
			h.stage = comment
		case h.stage == comment && h.flags&flagComment == 0:
			h.stage = headerCheck
		case h.stage == headerCheck && h.flags&flagCheck == 0:
			h.stage = headerEnd
		default:
			return
		}
	}
}

// fixed looks at what has come of a part of fixed length.
func (h *headerReader) fixed() *failure {
	n := len(h.head)
	switch h.stage {
	case fixedPart:
		return h.start(n)
	case extraLength:
		if n == 2 {
			h.skip = int(h.head[0]) | int(h.head[1])<<8
			h.next(extraField)
		}
	case headerCheck:
		if n == 2 {
			if uint32(h.head[0])|uint32(h.head[1])<<8 != h.check&0xffff {
				return dataError("header crc mismatch")
			}
			h.next(headerEnd)
		}
	case dictionaryID:
		if n == 4 {
			h.dictionary = uint32(h.head[0])<<24 | uint32(h.head[1])<<16 | uint32(h.head[2])<<8 | uint32(h.head[3])
			h.wantsDict = true
			h.next(headerEnd)
		}
	}
	return nil
}

func (h *headerReader) next(stage headerStage) {
	h.head = h.head[:0]
	h.stage = stage
}

func (h *headerReader) start(n int) *failure {
	if n == 2 && h.mode != modeGunzip && !h.isGzip() {
		return h.zlib()
	}
	switch n {
	case 2:
		if !h.isGzip() {
			return dataError("incorrect header check")
		}
		h.mode = modeGunzip
		h.check = crc32.ChecksumIEEE(h.head[:1]) // read adds the second
	case 4:
		if h.head[2] != 8 {
			return dataError("unknown compression method")
		}
		if h.flags = h.head[3]; h.flags&flagsReserved != 0 {
			return dataError("unknown header flags set")
		}
	case 10:
		h.next(extraLength)
	}
	return nil
}

func (h *headerReader) isGzip() bool {
	return h.mode != modeInflate && h.head[0] == 0x1f && h.head[1] == 0x8b
}

func (h *headerReader) zlib() *failure {
	h.mode = modeInflate
	method, flags := h.head[0], h.head[1]
	switch {
	case (uint(method)<<8|uint(flags))%31 != 0:
		return dataError("incorrect header check")
	case method&0xf != 8:
		return dataError("unknown compression method")
	case int(method>>4)+8 > h.windowBits:
		return dataError("invalid window size")
	}
	if h.next(headerEnd); flags&0x20 != 0 {
		h.next(dictionaryID)
	}
	return nil
}
