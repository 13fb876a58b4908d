package blob

// content is the bytes of a blob, in pieces that blobs share and nobody changes.
type content struct {
	pieces [][]byte
	size   int
}

func (c *content) add(piece []byte) {
	if len(piece) > 0 {
		c.pieces = append(c.pieces, piece)
		c.size += len(piece)
	}
}

// slice is the content from start to end.
func (c *content) slice(start, end int) *content {
	part := &content{}
	for _, piece := range c.pieces {
		if start < len(piece) && end > 0 {
			part.add(piece[max(start, 0):min(end, len(piece))])
		}
		start -= len(piece)
		end -= len(piece)
	}
	return part
}

// bytes copies the content out.
func (c *content) bytes() []byte {
	out := make([]byte, 0, c.size)
	for _, piece := range c.pieces {
		out = append(out, piece...)
	}
	return out
}
