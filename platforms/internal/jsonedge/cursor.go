package jsonedge

// cursor walks over a JSON text.
type cursor struct {
	data []byte
	pos  int
	base int // brackets open around the value that is checked
}

func (c *cursor) fail(reason string) error { return &SyntaxError{Offset: c.pos, Reason: reason} }

// space skips white space and returns the next byte, 0 at the end.
func (c *cursor) space() byte {
	for c.pos < len(c.data) {
		switch b := c.data[c.pos]; b {
		case ' ', '\t', '\n', '\r':
			c.pos++
		default:
			return b
		}
	}
	return 0
}

func (c *cursor) literal(word string) error {
	if len(c.data)-c.pos < len(word) || string(c.data[c.pos:c.pos+len(word)]) != word {
		return c.fail("unexpected token")
	}
	c.pos += len(word)
	return nil
}

// text is a string literal as it stands between its quotes.
type text struct {
	raw   []byte
	plain bool // ASCII without escapes: raw is the string
}

// str reads a string literal; the cursor is on its first quote.
func (c *cursor) str() (text, error) {
	c.pos++
	start, plain := c.pos, true
	for c.pos < len(c.data) {
		switch b := c.data[c.pos]; {
		case b == '"':
			t := text{c.data[start:c.pos], plain}
			c.pos++
			return t, nil
		case b == '\\':
			plain = false
			if err := c.escape(); err != nil {
				return text{}, err
			}
		case b < 0x20:
			return text{}, c.fail("control character in string")
		default:
			if b >= 0x80 {
				plain = false
			}
			c.pos++
		}
	}
	return text{}, c.fail("unterminated string")
}

func (c *cursor) escape() error {
	if c.pos+1 >= len(c.data) {
		return c.fail("unterminated string")
	}
	switch c.data[c.pos+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		c.pos += 2
		return nil
	case 'u':
		if c.pos+6 > len(c.data) {
			return c.fail("unterminated string")
		}
		if _, ok := hex4(c.data[c.pos+2:]); !ok {
			return c.fail("bad Unicode escape")
		}
		c.pos += 6
		return nil
	}
	return c.fail("bad escaped character")
}

// hex4 reads four hexadecimal digits.
func hex4(b []byte) (uint16, bool) {
	if len(b) < 4 {
		return 0, false
	}
	var u uint16
	for _, d := range b[:4] {
		switch {
		case '0' <= d && d <= '9':
			d -= '0'
		case 'a' <= d && d <= 'f':
			d -= 'a' - 10
		case 'A' <= d && d <= 'F':
			d -= 'A' - 10
		default:
			return 0, false
		}
		u = u<<4 | uint16(d)
	}
	return u, true
}

// number reads a number literal and tells whether it has neither fraction nor exponent.
func (c *cursor) number() (raw []byte, integer bool, err error) {
	start := c.pos
	if c.peek() == '-' {
		c.pos++
	}
	if c.peek() == '0' {
		c.pos++
	} else if !c.digits() {
		return nil, false, c.fail("unexpected token")
	}
	integer = true
	if c.peek() == '.' {
		c.pos++
		if integer = false; !c.digits() {
			return nil, false, c.fail("unterminated fractional number")
		}
	}
	if b := c.peek(); b == 'e' || b == 'E' {
		c.pos++
		if b := c.peek(); b == '+' || b == '-' {
			c.pos++
		}
		if integer = false; !c.digits() {
			return nil, false, c.fail("exponent part is missing a number")
		}
	}
	return c.data[start:c.pos], integer, nil
}

func (c *cursor) peek() byte {
	if c.pos < len(c.data) {
		return c.data[c.pos]
	}
	return 0
}

func (c *cursor) digits() bool {
	start := c.pos
	for c.pos < len(c.data) && '0' <= c.data[c.pos] && c.data[c.pos] <= '9' {
		c.pos++
	}
	return c.pos > start
}
