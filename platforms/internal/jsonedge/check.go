package jsonedge

// Check tells whether data is one JSON text; the error is a *SyntaxError. It takes no memory beyond a byte for each level of depth.
func Check(data []byte) error {
	c := cursor{data: data}
	if _, err := c.value(); err != nil {
		return err
	}
	if c.space(); c.pos < len(data) {
		return c.fail("unexpected text after the value")
	}
	return nil
}
