package zlib

import (
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// Strategies, as in zlib.constants.
const (
	strategyHuffmanOnly = 2
	strategyRLE         = 3
	strategyFixed       = 4
)

// writer is an encoder of DEFLATE data. Those with default windows and no dictionary have tables of a megabyte and are used again.
type writer struct {
	*flate.Writer
	pool *sync.Pool
}

var writers [10 + 1]sync.Pool // by level, from -2 (Huffman codes only)

// newWriter makes an encoder that refers back to history.
func newWriter(out io.Writer, o options, history []byte) *writer {
	if o.windowBits > 0 && o.windowBits < 15 {
		return smallWindow(out, o.windowBits)
	}
	level := encoderLevel(o.level, o.strategy)
	if len(history) > 0 {
		w, _ := flate.NewWriterDict(out, level, history) // fails for unknown levels only
		return &writer{Writer: w}
	}
	pool := &writers[level+2]
	if w, ok := pool.Get().(*writer); ok {
		w.Reset(out)
		return w
	}
	w, _ := flate.NewWriter(out, level)
	return &writer{w, pool}
}

// smallWindow is an encoder that never refers back further than the window that the header promises.
func smallWindow(out io.Writer, windowBits int) *writer {
	w, _ := flate.NewWriterWindow(out, 1<<max(windowBits, 8))
	return &writer{Writer: w}
}

// encoderLevel is the encoder's level for zlib's. Its best one takes twice the time of zlib's for a part in a hundred.
func encoderLevel(level, strategy int) int {
	switch {
	case level == 0:
		return flate.NoCompression
	case strategy == strategyHuffmanOnly:
		return flate.HuffmanOnly
	case strategy == strategyRLE, strategy == strategyFixed:
		return flate.BestSpeed
	case level < 0:
		return 6
	}
	return min(level, 8)
}

// release gives the writer back.
func (w *writer) release() {
	if w.pool != nil {
		w.Reset(io.Discard)
		w.pool.Put(w)
	}
}
