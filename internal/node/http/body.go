package http

import "math"

// maxExtensions is how much may stand behind the sizes of a message's chunks.
const maxExtensions = 16 << 10

// data takes what belongs to the body, and answers how much that was.
func (p *parser) data(b []byte) int {
	if p.found.untilEnd {
		p.sink.body(b)
		return len(b)
	}
	if uint64(len(b)) > p.left {
		b = b[:p.left]
	}
	p.left -= uint64(len(b))
	if p.left == 0 && !p.found.chunked {
		p.sink.body(b)
		p.end(nil)
		return len(b)
	}
	if p.left == 0 {
		p.step = afterChunk
	}
	p.sink.body(b)
	return len(b)
}

// end completes a message.
func (p *parser) end(trailers []string) {
	keepAlive, interim := p.head.keepAlive, p.kind == responses && p.head.status/100 == 1
	p.start()
	p.sink.complete(trailers)
	if !keepAlive && !p.lenient && !interim {
		p.found.closed = true
		p.step = afterClose
	}
}

func afterClose(_ *parser, c byte) *Error {
	if c == '\r' || c == '\n' {
		return nil
	}
	return fail("HPE_CLOSED_CONNECTION", "Data after `Connection: close`")
}

func errChunk(reason string) *Error { return fail("HPE_INVALID_CHUNK_SIZE", reason) }

func beforeChunkSize(p *parser, c byte) *Error {
	if hexValue(c) < 0 {
		return errChunk("Invalid character in chunk size")
	}
	p.left = 0
	p.step = inChunkSize
	return inChunkSize(p, c)
}

func inChunkSize(p *parser, c byte) *Error {
	if v := hexValue(c); v >= 0 {
		if p.left > (math.MaxUint64-uint64(v))/16 {
			return errChunk("Chunk size overflow")
		}
		p.left = p.left*16 + uint64(v)
		return nil
	}
	switch c {
	case '\r':
		p.step = endOfChunkSize
	case '\n':
		return fail("HPE_CR_EXPECTED", "Missing expected CR after chunk size")
	case ';':
		p.size = 0
		p.step = inExtension
	default:
		return errChunk("Invalid character in chunk size")
	}
	return nil
}

// inExtension skips what stands behind a size.
func inExtension(p *parser, c byte) *Error {
	switch {
	case c == '\r':
		p.step = endOfChunkSize
		return nil
	case c == '\n':
		return fail("HPE_CR_EXPECTED", "Missing expected CR after chunk extension name")
	case !isFieldValue(c):
		return fail("HPE_STRICT", "Invalid character in chunk extensions")
	}
	if p.size++; p.size >= maxExtensions {
		return fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow")
	}
	return nil
}

func endOfChunkSize(p *parser, c byte) *Error {
	if c != '\n' {
		return fail("HPE_STRICT", "Expected LF after chunk size")
	}
	if p.left == 0 {
		p.found.trailers, p.found.anyField = true, true
		p.size = 0
		p.step = beforeName
		return nil
	}
	p.step = nil
	return nil
}

func afterChunk(p *parser, c byte) *Error {
	switch c {
	case '\r':
		p.step = lineFeed("HPE_STRICT", "Expected LF after chunk data", beforeChunkSize)
		return nil
	case '\n':
		return fail("HPE_CR_EXPECTED", "Missing expected CR after chunk data")
	}
	return fail("HPE_STRICT", "Expected LF after chunk data")
}
