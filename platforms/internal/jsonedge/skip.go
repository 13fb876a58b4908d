package jsonedge

// value checks one value of any depth and returns its text. It keeps a stack of its own, one byte a level, so that depth costs no stack.
func (c *cursor) value() (Raw, error) {
	c.space()
	start := c.pos
	var open []byte // the closing brackets that are awaited
	for {
		closing, err := c.opening(len(open))
		if err != nil {
			return nil, err
		}
		if closing != 0 {
			open = append(open, closing)
			continue
		}
		if open, err = c.closing(open); err != nil {
			return nil, err
		}
		if len(open) == 0 {
			return Raw(c.data[start:c.pos]), nil
		}
	}
}

// opening reads a scalar or an empty array or object, and returns 0; or the opening of a filled one, with the name of its first member, and
// returns the bracket that closes it. depth is the number of brackets open around it.
func (c *cursor) opening(depth int) (byte, error) {
	var closing byte
	switch c.space() {
	case '[':
		closing = ']'
	case '{':
		closing = '}'
	default:
		return 0, c.scalar()
	}
	if c.base+depth >= MaxDepth {
		return 0, c.fail("nested too deep")
	}
	c.pos++
	if c.space() == closing {
		c.pos++
		return 0, nil
	}
	if closing == '}' {
		_, err := c.key()
		return closing, err
	}
	return closing, nil
}

// closing goes, after a complete value, up to the start of the next one: it pops what is closed.
func (c *cursor) closing(open []byte) ([]byte, error) {
	for len(open) > 0 {
		bracket := open[len(open)-1]
		more, err := c.next(bracket)
		if err != nil {
			return nil, err
		}
		if more {
			if bracket == '}' {
				_, err = c.key()
			}
			return open, err
		}
		open = open[:len(open)-1]
	}
	return open, nil
}

func (c *cursor) scalar() error {
	var err error
	switch c.peek() {
	case '"':
		_, err = c.str()
	case 't':
		err = c.literal("true")
	case 'f':
		err = c.literal("false")
	case 'n':
		err = c.literal("null")
	default:
		_, _, err = c.number()
	}
	return err
}
