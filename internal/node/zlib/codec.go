package zlib

// A codec turns a stream of bytes into another one, step by step: the same object is under the streams and the functions on whole buffers.
type codec interface {
	// step takes some of in and fills some of out. When out is full there may be more for the next step; when both in and out have something
	// left, the stream is at its end.
	step(flush int, in, out []byte) (taken, filled int, err *failure)
	// reset starts another stream.
	reset()
}

// tunable is a codec whose parameters may change in mid-stream.
type tunable interface {
	params(level, strategy int)
}

// failure is an error in zlib's words, numbers and codes.
type failure struct {
	message string
	code    string
	errno   int
}

func (f *failure) Error() string { return f.message }

func dataError(message string) *failure { return &failure{message, "Z_DATA_ERROR", -3} }

var (
	errTruncated   = &failure{"unexpected end of file", "Z_BUF_ERROR", -5}
	errNoDict      = &failure{"Missing dictionary", "Z_NEED_DICT", 2}
	errBadDict     = &failure{"Bad dictionary", "Z_NEED_DICT", 2}
	errMemory      = &failure{"Out of memory", "Z_MEM_ERROR", -4}
	errStreamState = &failure{"Zlib error", "Z_STREAM_ERROR", -2}
)

// Modes, as in zlib.constants.
const (
	modeDeflate = iota + 1
	modeInflate
	modeGzip
	modeGunzip
	modeDeflateRaw
	modeInflateRaw
	modeUnzip
	modeBrotliDecode
	modeBrotliEncode
)

// Flushes of zlib's codecs.
const (
	noFlush = iota
	partialFlush
	syncFlush
	fullFlush
	finish
	blockFlush
)

// Operations of brotli's encoder.
const (
	brotliProcess = iota
	brotliFlush
	brotliFinish
)

// options are what a codec is made with; JavaScript has checked their ranges.
type options struct {
	mode                        int
	windowBits, level, strategy int
	dictionary                  []byte
	quality, brotliWindow       int
}

func newCodec(o options) codec {
	switch o.mode {
	case modeDeflate, modeGzip, modeDeflateRaw:
		return newDeflater(o)
	case modeBrotliEncode:
		return newBrotliEncoder(o)
	case modeBrotliDecode:
		return newBrotliDecoder()
	}
	return newInflater(o)
}
