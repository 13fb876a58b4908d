package zlib

import (
	"encoding/binary"
	"hash"
	"hash/adler32"
	"hash/crc32"
)

const (
	historySize = 32 << 10
	pieceSize   = 64 << 10 // of input given to the writer at once: it bounds what waits to be taken
)

// deflater is the codec of deflate, deflateRaw and gzip.
type deflater struct {
	options   options
	writer    *writer
	sum       hash.Hash32 // of what was encoded; nil for raw data
	size      uint32
	history   []byte // the end of the input so far: what a writer with other parameters may refer back to
	pending   []byte // output that waits to be taken
	started   bool   // the header is out
	ended     bool   // the trailer is out
	lastFlush int    // the strongest flush since the last input
}

func newDeflater(o options) *deflater {
	d := &deflater{options: o}
	d.reset()
	return d
}

func (d *deflater) reset() {
	d.release()
	d.sum, d.size, d.history, d.pending = nil, 0, d.history[:0], d.pending[:0]
	d.started, d.ended, d.lastFlush = false, false, noFlush
	switch d.options.mode {
	case modeDeflate:
		d.sum = adler32.New()
	case modeGzip:
		d.sum = crc32.NewIEEE()
	}
	if d.options.mode != modeGzip {
		d.remember(d.options.dictionary)
	}
}

// release gives the writer back.
func (d *deflater) release() {
	if d.writer != nil {
		d.writer.release()
		d.writer = nil
	}
}

// params is called between writes, when all input has been flushed.
func (d *deflater) params(level, strategy int) {
	if d.writer != nil {
		_ = d.writer.Flush()
		d.release()
	}
	d.options.level, d.options.strategy = level, strategy
}

// Write takes the writer's output.
func (d *deflater) Write(b []byte) (int, error) {
	d.pending = append(d.pending, b...)
	return len(b), nil
}

func (d *deflater) remember(b []byte) {
	if len(b) >= historySize {
		d.history = append(d.history[:0], b[len(b)-historySize:]...)
		return
	}
	if over := len(d.history) + len(b) - historySize; over > 0 {
		d.history = d.history[:copy(d.history, d.history[over:])]
	}
	d.history = append(d.history, b...)
}

func (d *deflater) step(flush int, in, out []byte) (taken, filled int, err *failure) {
	for {
		n := copy(out[filled:], d.pending)
		filled += n
		d.pending = d.pending[:copy(d.pending, d.pending[n:])]
		if filled == len(out) || d.ended {
			return taken, filled, nil
		}
		piece := in[taken:min(taken+pieceSize, len(in))]
		taken += len(piece)
		idle, problem := d.feed(piece, flush, taken == len(in))
		if problem != nil {
			return taken, filled, errStreamState
		}
		if idle {
			return taken, filled, nil
		}
	}
}

// feed encodes a piece; idle is that nothing came out and there is nothing more to do.
func (d *deflater) feed(piece []byte, flush int, last bool) (idle bool, err error) {
	d.start()
	if len(piece) > 0 {
		d.lastFlush = noFlush
		if d.sum != nil {
			_, _ = d.sum.Write(piece)
		}
		d.size += uint32(len(piece))
		if last && flush == finish && d.isTiny(len(piece)) {
			d.pending = append(d.pending, tinyDeflate(piece)...)
			d.release()
			d.finish()
			return false, nil
		}
		if _, err := d.writer.Write(piece); err != nil {
			return false, err
		}
		d.remember(piece)
	}
	if last && flush != noFlush {
		if err := d.flush(flush); err != nil {
			return false, err
		}
	}
	return last && len(d.pending) == 0, nil
}

// isTiny tells a stream that is but these few bytes.
func (d *deflater) isTiny(n int) bool {
	return n <= tinySize && int(d.size) == n && len(d.history) == 0 && d.options.level != 0 && d.options.windowBits >= 8
}

// flush ends a block so that all input can be decoded. Doing so again with no input between would only add empty blocks.
func (d *deflater) flush(kind int) error {
	if kind == finish {
		err := d.writer.Close()
		d.release()
		d.finish()
		return err
	}
	if kind <= d.lastFlush {
		return nil
	}
	d.lastFlush = kind
	err := d.writer.Flush()
	if kind == fullFlush {
		d.release()
		d.history = d.history[:0]
	}
	return err
}

// start writes the header, once, and makes a writer when there is none.
func (d *deflater) start() {
	if d.writer == nil {
		d.writer = newWriter(d, d.options, d.history)
	}
	if d.started {
		return
	}
	d.started = true
	switch d.options.mode {
	case modeDeflate:
		d.pending = append(d.pending, d.zlibHeader()...)
	case modeGzip:
		d.pending = append(d.pending, d.gzipHeader()...)
	}
}

func (d *deflater) quick() bool {
	return d.options.strategy >= strategyHuffmanOnly || d.options.level == 0 || d.options.level == 1
}

func (d *deflater) zlibHeader() []byte {
	effort := uint(3)
	switch level := d.options.level; {
	case d.quick():
		effort = 0
	case level > 0 && level < 6:
		effort = 1
	case level == 6 || level < 0:
		effort = 2
	}
	header := uint(8|(max(d.options.windowBits, 9)-8)<<4)<<8 | effort<<6
	if len(d.options.dictionary) > 0 {
		header |= 0x20
	}
	header += 31 - header%31
	b := []byte{byte(header >> 8), byte(header)}
	if len(d.options.dictionary) > 0 {
		b = binary.BigEndian.AppendUint32(b, adler32.Checksum(d.options.dictionary))
	}
	return b
}

func (d *deflater) gzipHeader() []byte {
	effort := byte(0)
	switch {
	case d.options.level == 9:
		effort = 2
	case d.quick():
		effort = 4
	}
	return []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, effort, 3}
}

// finish writes the trailer.
func (d *deflater) finish() {
	d.ended = true
	switch d.options.mode {
	case modeDeflate:
		d.pending = binary.BigEndian.AppendUint32(d.pending, d.sum.Sum32())
	case modeGzip:
		d.pending = binary.LittleEndian.AppendUint32(d.pending, d.sum.Sum32())
		d.pending = binary.LittleEndian.AppendUint32(d.pending, d.size)
	}
}
