package http

// parser reads HTTP/1 messages, of one kind, byte by byte, as strictly as node's parser does: what two readers could take differently is an
// error, and every error has the code and the words of node's. It holds no more than the head of a message, which is bounded.
type parser struct {
	kind    kind
	sink    sink
	limit   int // of the bytes of a head: the target, the names and values of fields
	lenient bool

	step  step // what the next byte means
	at    int  // where in the present input
	text  []byte
	head  head
	size  int // bytes of the head so far
	left  uint64
	found framing

	upgraded bool // what follows is another protocol's
	failed   *Error
}

// kind of messages.
type kind int

const (
	requests kind = iota
	responses
)

// step takes one byte.
type step func(p *parser, c byte) *Error

// head is what stands before a body.
type head struct {
	method, target string
	status         int
	reason         string
	major, minor   int
	fields         []string // name, value, ...; each byte a character
	keepAlive      bool
	upgrade        bool
}

// sink is told of what was read. Its answer to a head says what follows.
type sink interface {
	head(h *head) follows
	body(b []byte)
	complete(trailers []string)
}

// follows says what comes after a head.
type follows int

const (
	itsBody follows = iota
	noBody
	anotherProtocol
)

// Error is why input is no HTTP. Code and Reason are node's.
type Error struct {
	Code, Reason string
	At           int // the byte of the input it was found at
}

func (e *Error) Error() string { return "Parse Error: " + e.Reason }

func newParser(k kind, s sink, limit int, lenient bool) *parser {
	p := &parser{kind: k, sink: s, limit: limit, lenient: lenient}
	p.start()
	return p
}

// start makes the parser ready for the next message.
func (p *parser) start() {
	p.head, p.found, p.size, p.left, p.text = head{}, framing{}, 0, 0, p.text[:0]
	if p.kind == requests {
		p.step = beforeRequest
	} else {
		p.step = beforeResponse
	}
}

// feed reads b. It answers how many bytes it took: all of them, unless another protocol follows or an error does.
func (p *parser) feed(b []byte) (int, *Error) {
	if p.failed != nil {
		return 0, p.failed
	}
	for p.at = 0; p.at < len(b); {
		if p.upgraded {
			break
		}
		if p.step == nil {
			p.at += p.data(b[p.at:])
			continue
		}
		if err := p.step(p, b[p.at]); err != nil {
			err.At = p.at
			p.failed = err
			return p.at, err
		}
		p.at++
	}
	return p.at, nil
}

// finish is told that there is no more input.
func (p *parser) finish() *Error {
	switch {
	case p.failed != nil:
		return p.failed
	case p.upgraded, p.found.closed, !p.found.begun:
		return nil
	case p.found.untilEnd:
		p.found.untilEnd = false
		p.sink.complete(nil)
		p.start()
		return nil
	}
	return &Error{Code: "HPE_INVALID_EOF_STATE", Reason: "Invalid EOF state"}
}

func fail(code, reason string) *Error { return &Error{Code: code, Reason: reason} }

// keep adds a byte of the head to the text that is being read.
func (p *parser) keep(c byte) *Error {
	p.text = append(p.text, c)
	p.size++
	if p.size >= p.limit {
		return fail("HPE_HEADER_OVERFLOW", "Header overflow")
	}
	return nil
}

// taken is the text that was read, as a string of its bytes.
func (p *parser) taken() string {
	s := string(p.text)
	p.text = p.text[:0]
	return s
}
