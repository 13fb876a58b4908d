package zlib

import (
	"encoding/binary"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"sync"

	"github.com/wasmglue/wasmglue/internal/node/zlib/inflate"
)

// inflater is the codec of inflate, inflateRaw, gunzip and unzip.
type inflater struct {
	options options
	stage   inflaterStage
	header  headerReader
	decoder *inflate.Decoder
	sum     hash.Hash32 // of what was decoded; nil for raw data
	size    uint32
	trailer []byte
}

type inflaterStage int

const (
	inHeader inflaterStage = iota
	inBody
	inTrailer
	atEnd
)

// decoders have buffers of some size: they are used again.
var decoders = sync.Pool{New: func() any { return new(inflate.Decoder) }}

func newInflater(o options) *inflater {
	i := &inflater{options: o}
	i.reset()
	return i
}

func (i *inflater) reset() {
	window := i.options.windowBits
	if window == 0 {
		window = 15
	}
	i.release()
	i.header = headerReader{mode: i.options.mode, windowBits: window}
	i.stage = inHeader
	if i.options.mode == modeInflateRaw {
		i.begin(i.options.dictionary)
	}
}

// release gives the decoder back.
func (i *inflater) release() {
	if i.decoder != nil {
		decoders.Put(i.decoder)
		i.decoder = nil
	}
}

func (i *inflater) begin(dictionary []byte) {
	if i.decoder == nil {
		i.decoder = decoders.Get().(*inflate.Decoder)
	}
	i.decoder.Reset(dictionary)
	i.trailer = i.trailer[:0]
	i.size = 0
	switch i.header.mode {
	case modeGunzip:
		i.sum = crc32.NewIEEE()
	case modeInflate:
		i.sum = adler32.New()
	}
	i.stage = inBody
}

func (i *inflater) step(flush int, in, out []byte) (taken, filled int, err *failure) {
	for {
		n, m, more, err := i.advance(in[taken:], out[filled:])
		taken += n
		filled += m
		switch {
		case err != nil:
			return taken, filled, err
		case more && filled < len(out):
			continue
		case flush == finish && i.stage != atEnd && filled < len(out):
			return taken, filled, errTruncated
		}
		return taken, filled, nil
	}
}

// advance does what the stage says; more is that the next stage may go on at once.
func (i *inflater) advance(in, out []byte) (taken, filled int, more bool, err *failure) {
	switch i.stage {
	case inHeader:
		taken, done, err := i.header.read(in)
		if err == nil && done {
			err = i.headerDone()
		}
		return taken, 0, done, err
	case inBody:
		return i.body(in, out)
	case inTrailer:
		return i.readTrailer(in)
	}
	// Another member of a gzip file may follow; zeros are padding.
	if i.header.mode == modeGunzip && len(in) > 0 && in[0] != 0 {
		i.header = headerReader{mode: modeGunzip, windowBits: 15}
		i.stage = inHeader
		return 0, 0, true, nil
	}
	return 0, 0, false, nil
}

func (i *inflater) headerDone() *failure {
	if !i.header.wantsDict {
		i.begin(nil)
		return nil
	}
	switch {
	case len(i.options.dictionary) == 0:
		return errNoDict
	case adler32.Checksum(i.options.dictionary) != i.header.dictionary:
		return errBadDict
	}
	i.begin(i.options.dictionary)
	return nil
}

func (i *inflater) body(in, out []byte) (taken, filled int, more bool, err *failure) {
	taken, filled, status, problem := i.decoder.Step(in, out)
	if i.sum != nil {
		_, _ = i.sum.Write(out[:filled])
	}
	i.size += uint32(filled)
	if problem != nil {
		return taken, filled, false, dataError(problem.Error())
	}
	if status != inflate.Done {
		return taken, filled, false, nil
	}
	i.release()
	i.stage = inTrailer
	if i.header.mode == modeInflateRaw {
		i.stage = atEnd
	}
	return taken, filled, true, nil
}

func (i *inflater) readTrailer(in []byte) (taken, filled int, more bool, err *failure) {
	wanted := 8
	if i.header.mode == modeInflate {
		wanted = 4
	}
	taken = min(wanted-len(i.trailer), len(in))
	i.trailer = append(i.trailer, in[:taken]...)
	if len(i.trailer) < wanted {
		return taken, 0, false, nil
	}
	i.stage = atEnd
	if i.header.mode == modeInflate {
		if binary.BigEndian.Uint32(i.trailer) != i.sum.Sum32() {
			return taken, 0, false, dataError("incorrect data check")
		}
		return taken, 0, true, nil
	}
	switch {
	case binary.LittleEndian.Uint32(i.trailer) != i.sum.Sum32():
		return taken, 0, false, dataError("incorrect data check")
	case binary.LittleEndian.Uint32(i.trailer[4:]) != i.size:
		return taken, 0, false, dataError("incorrect length check")
	}
	return taken, 0, true, nil
}
