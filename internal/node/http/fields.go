package http

import (
	"math"
	"strings"
)

// framing is what the fields of a head, and the kind of its message, say of the body.
type framing struct {
	begun     bool // a message is being read
	anyField  bool
	length    uint64
	hasLength bool
	coded     bool // there is a Transfer-Encoding
	chunked   bool // and chunked is its last
	close     bool
	keepAlive bool
	upgrade   bool // Connection: upgrade
	upgradeTo bool // there is an Upgrade
	trailers  bool // the fields being read follow the body
	untilEnd  bool // the body ends with the connection
	closed    bool // nothing may follow
}

func errToken(reason string) *Error { return fail("HPE_INVALID_HEADER_TOKEN", reason) }

// beforeName is at the beginning of a line of the head.
func beforeName(p *parser, c byte) *Error {
	switch {
	case c == '\r':
		p.step = endOfFields
		return nil
	case c == '\n':
		return errToken("Invalid header field char")
	case (c == ' ' || c == '\t') && p.found.anyField: // a folded line, which is a way to smuggle
		return errToken("Unexpected whitespace after header value")
	case c == ' ' || c == '\t':
		return fail("HPE_UNEXPECTED_SPACE", "Unexpected space after start line")
	}
	p.step = inName
	return inName(p, c)
}

func inName(p *parser, c byte) *Error {
	if c == ':' && len(p.text) > 0 {
		p.head.fields = append(p.head.fields, p.taken())
		p.found.anyField = true
		p.step = beforeValue
		return nil
	}
	if !isToken(c) {
		return errToken("Invalid header token")
	}
	return p.keep(c)
}

func beforeValue(p *parser, c byte) *Error {
	if c == ' ' || c == '\t' {
		return nil
	}
	p.step = inValue
	return inValue(p, c)
}

func inValue(p *parser, c byte) *Error {
	switch {
	case c == '\r':
		p.step = lineFeed("HPE_LF_EXPECTED", "Missing expected LF after header value", beforeName)
		return p.field()
	case c == '\n':
		return fail("HPE_CR_EXPECTED", "Missing expected CR after header value")
	case !isFieldValue(c) && (!p.lenient || c == 0):
		return errToken("Invalid header value char")
	}
	return p.keep(c)
}

// field ends a field, and takes note of what it says of the body.
func (p *parser) field() *Error {
	value := strings.TrimRight(p.taken(), " \t")
	name := p.head.fields[len(p.head.fields)-1]
	p.head.fields = append(p.head.fields, value)
	if p.found.trailers {
		return nil
	}
	switch len(name) {
	case len("upgrade"):
		p.found.upgradeTo = p.found.upgradeTo || strings.EqualFold(name, "upgrade")
	case len("connection"):
		if strings.EqualFold(name, "connection") {
			p.connection(value)
		}
	case len("content-length"):
		if strings.EqualFold(name, "content-length") {
			return p.contentLength(value)
		}
	case len("transfer-encoding"):
		if strings.EqualFold(name, "transfer-encoding") {
			return p.transferEncoding(value)
		}
	case len("proxy-connection"):
		if strings.EqualFold(name, "proxy-connection") {
			p.connection(value)
		}
	}
	return nil
}

func (p *parser) connection(value string) {
	for word := range strings.SplitSeq(value, ",") {
		switch strings.ToLower(strings.TrimSpace(word)) {
		case "close":
			p.found.close = true
		case "keep-alive":
			p.found.keepAlive = true
		case "upgrade":
			p.found.upgrade = true
		}
	}
}

func (p *parser) contentLength(value string) *Error {
	switch {
	case p.found.coded && !p.lenient:
		return fail("HPE_INVALID_CONTENT_LENGTH", "Content-Length can't be present with Transfer-Encoding")
	case p.found.hasLength:
		return fail("HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length")
	case value == "":
		return fail("HPE_INVALID_CONTENT_LENGTH", "Empty Content-Length")
	}
	p.found.hasLength = true
	for i := range len(value) {
		if !isDigit(value[i]) {
			return fail("HPE_INVALID_CONTENT_LENGTH", "Invalid character in Content-Length")
		}
		digit := uint64(value[i] - '0')
		if p.found.length > (math.MaxUint64-digit)/10 {
			return fail("HPE_INVALID_CONTENT_LENGTH", "Content-Length overflow")
		}
		p.found.length = p.found.length*10 + digit
	}
	return nil
}

func (p *parser) transferEncoding(value string) *Error {
	if p.found.hasLength && !p.lenient {
		return fail("HPE_INVALID_TRANSFER_ENCODING", "Transfer-Encoding can't be present with Content-Length")
	}
	p.found.coded = true
	for word := range strings.SplitSeq(value, ",") {
		if p.found.chunked && !p.lenient { // nothing may be done to what was chunked
			return fail("HPE_INVALID_TRANSFER_ENCODING", "Invalid `Transfer-Encoding` header value")
		}
		p.found.chunked = strings.EqualFold(strings.Trim(word, " \t"), "chunked")
	}
	return nil
}

// endOfFields ends a head, or the trailers.
func endOfFields(p *parser, c byte) *Error {
	if c != '\n' {
		return fail("HPE_STRICT", "Expected LF after headers")
	}
	if p.found.trailers {
		trailers := p.head.fields
		p.end(trailers)
		return nil
	}
	return p.headComplete()
}

func (p *parser) headComplete() *Error {
	h, f := &p.head, &p.found
	h.upgrade = f.upgrade && f.upgradeTo || h.method == "CONNECT"
	if p.kind == responses {
		h.upgrade = h.status == 101
	}
	h.keepAlive = p.staysOpen()
	fields := h.fields
	answer := p.sink.head(h)
	h.fields = fields[:0:0]
	hasBody := f.chunked || f.coded || f.length > 0
	switch {
	case answer == anotherProtocol && (h.method == "CONNECT" || !hasBody || p.kind == responses):
		p.sink.complete(nil)
		p.upgraded = true
	case answer == noBody:
		p.end(nil)
	case f.chunked:
		p.step = beforeChunkSize
	case f.coded && p.kind == requests:
		return fail("HPE_INVALID_TRANSFER_ENCODING", "Request has invalid `Transfer-Encoding`")
	case f.coded || p.kind == responses && !f.hasLength && !p.bodiless():
		f.untilEnd = true
		p.step = nil
	case f.length == 0 || p.kind == responses && p.bodiless():
		p.end(nil)
	default:
		p.left = f.length
		p.step = nil
	}
	return nil
}

// bodiless tells the responses that never have a body.
func (p *parser) bodiless() bool {
	s := p.head.status
	return s/100 == 1 || s == 204 || s == 304
}

// staysOpen tells whether another message may follow on the connection.
func (p *parser) staysOpen() bool {
	h, f := &p.head, &p.found
	if h.major == 0 || h.major == 1 && h.minor == 0 {
		if !f.keepAlive {
			return false
		}
	} else if f.close {
		return false
	}
	return p.kind == requests || p.bodiless() || f.hasLength || f.chunked
}
