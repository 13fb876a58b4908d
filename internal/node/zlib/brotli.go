package zlib

import (
	"errors"
	"io"
	"reflect"
	"strings"

	"github.com/andybalholm/brotli"
)

// brotliEncoder is the codec of brotliCompress.
type brotliEncoder struct {
	options brotli.WriterOptions
	writer  *brotli.Writer
	pending []byte
	ended   bool
	dirty   bool // input came since the last flush
}

func newBrotliEncoder(o options) *brotliEncoder {
	e := &brotliEncoder{options: brotli.WriterOptions{Quality: o.quality, LGWin: o.brotliWindow}}
	e.reset()
	return e
}

func (e *brotliEncoder) reset() {
	e.pending, e.ended, e.dirty = e.pending[:0], false, false
	if e.writer == nil {
		e.writer = brotli.NewWriterOptions(e, e.options)
		return
	}
	e.writer.Reset(e)
}

// Write takes the writer's output.
func (e *brotliEncoder) Write(b []byte) (int, error) {
	e.pending = append(e.pending, b...)
	return len(b), nil
}

func (e *brotliEncoder) step(flush int, in, out []byte) (taken, filled int, err *failure) {
	for {
		n := copy(out[filled:], e.pending)
		filled += n
		e.pending = e.pending[:copy(e.pending, e.pending[n:])]
		if filled == len(out) || e.ended {
			return taken, filled, nil
		}
		piece := in[taken:min(taken+pieceSize, len(in))]
		taken += len(piece)
		if e.feed(piece, flush, taken == len(in)) != nil {
			return taken, filled, &failure{"Compression failed", "ERR_BROTLI_COMPRESSION_FAILED", -2}
		}
		if taken == len(in) && len(e.pending) == 0 {
			return taken, filled, nil
		}
	}
}

func (e *brotliEncoder) feed(piece []byte, flush int, last bool) error {
	if len(piece) > 0 {
		e.dirty = true
		if _, err := e.writer.Write(piece); err != nil {
			return err
		}
	}
	switch {
	case !last:
	case flush == brotliFinish:
		e.ended = true
		return e.writer.Close()
	case flush != brotliProcess && e.dirty:
		e.dirty = false
		return e.writer.Flush()
	}
	return nil
}

// brotliDecoder is the codec of brotliDecompress. The library's decoder pulls its input: Read gives it what there is, and errStarved keeps its
// state for the next step.
type brotliDecoder struct {
	reader   *brotli.Reader
	in       []byte
	finished bool // no more input will come
	ended    bool
	unread   int // bytes that the decoder was given and did not take, at the end
	failed   *failure
}

var errStarved = errors.New("no input yet")

func newBrotliDecoder() *brotliDecoder {
	d := &brotliDecoder{}
	d.reset()
	return d
}

func (d *brotliDecoder) reset() {
	d.in, d.finished, d.ended, d.failed = nil, false, false, nil
	d.reader = brotli.NewReader(d)
}

// Read gives the decoder its input.
func (d *brotliDecoder) Read(b []byte) (int, error) {
	if len(d.in) == 0 {
		if d.finished {
			return 0, io.EOF
		}
		return 0, errStarved
	}
	n := copy(b, d.in)
	d.in = d.in[n:]
	return n, nil
}

func (d *brotliDecoder) step(flush int, in, out []byte) (taken, filled int, err *failure) {
	if d.ended || d.failed != nil {
		return 0, 0, d.failed
	}
	d.unread = 0
	d.in, d.finished = in, flush == brotliFinish
	for filled < len(out) {
		n, problem := d.reader.Read(out[filled:])
		filled += n
		if problem != nil {
			d.end(problem)
			break
		}
	}
	taken = len(in) - len(d.in) - d.unread
	d.in = nil
	return taken, filled, d.failed
}

// left is how much the decoder has of its input behind the end of the data. It does not say so itself, only that there is some.
func (d *brotliDecoder) left() int {
	in := reflect.ValueOf(d.reader).Elem().FieldByName("in")
	if !in.IsValid() || in.Kind() != reflect.Slice {
		return 0
	}
	return in.Len()
}

func (d *brotliDecoder) end(problem error) {
	switch {
	case errors.Is(problem, errStarved):
	case errors.Is(problem, io.EOF):
		d.ended = true
	case errors.Is(problem, io.ErrUnexpectedEOF):
		d.failed = errTruncated
	case strings.HasSuffix(problem.Error(), "excessive input"):
		d.ended = true
		d.unread = d.left()
	default:
		d.failed = brotliFailure(strings.TrimPrefix(problem.Error(), "brotli: "))
	}
}

// brotliFailures are the decoder's errors in the order of their negative numbers.
const brotliFailures = `EXUBERANT_NIBBLE RESERVED EXUBERANT_META_NIBBLE SIMPLE_HUFFMAN_ALPHABET SIMPLE_HUFFMAN_SAME CL_SPACE
	HUFFMAN_SPACE CONTEXT_MAP_REPEAT BLOCK_LENGTH_1 BLOCK_LENGTH_2 TRANSFORM DICTIONARY WINDOW_BITS PADDING_1 PADDING_2 DISTANCE`

func brotliFailure(text string) *failure {
	for i, name := range strings.Fields(brotliFailures) {
		if name == text {
			return &failure{"Decompression failed", "ERR__ERROR_FORMAT_" + name, -1 - i}
		}
	}
	return &failure{"Decompression failed", "ERR__ERROR_UNREACHABLE", -31}
}
