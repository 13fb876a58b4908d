package encoding

import (
	"encoding/binary"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// decoder is one TextDecoder: an encoding's decoder with the state that a stream keeps between calls.
type decoder struct {
	name      string
	fatal     bool
	ignoreBOM bool
	codec     codec
	bomSeen   bool // the start of the stream is behind us
	streaming bool // the last call left the stream open
}

// codec decodes a stream. ok is false when the bytes are malformed: the text then has U+FFFD in their place.
type codec interface {
	decode(input []byte, last bool) (t text, ok bool)
	reset()
}

// newDecoder finds the encoding of a label (https://encoding.spec.whatwg.org/#names-and-labels).
func newDecoder(label string) (*decoder, bool) {
	name, ok := nameOf(label)
	if !ok {
		return nil, false
	}
	d := &decoder{name: name}
	switch name {
	case "utf-8":
		d.codec = &utf8Codec{}
	case "utf-16le":
		d.codec = &utf16Codec{order: binary.LittleEndian}
	case "utf-16be":
		d.codec = &utf16Codec{order: binary.BigEndian}
	default:
		if d.codec = newLegacyCodec(name); d.codec == nil {
			return nil, false
		}
	}
	return d, true
}

// nameOf is the name of the encoding that has a label.
func nameOf(label string) (name string, ok bool) {
	label = strings.Trim(label, "\t\n\f\r ")
	switch label {
	case "utf-8", "utf8": // without the table of all labels
		return "utf-8", true
	}
	for i := range len(label) {
		if label[i] <= ' ' || label[i] > '~' {
			return "", false // what the table would trim or fold, the standard does not
		}
	}
	found, err := htmlindex.Get(label)
	if err != nil {
		return "", false
	}
	name, err = htmlindex.Name(found)
	return name, err == nil
}

// decode is the decode method's algorithm (https://encoding.spec.whatwg.org/#dom-textdecoder-decode).
func (d *decoder) decode(input []byte, stream bool) (t text, ok bool) {
	if !d.streaming {
		d.codec.reset()
		d.bomSeen = false
	}
	d.streaming = stream
	t, ok = d.codec.decode(input, !stream)
	if !ok && d.fatal {
		d.streaming = false
		return text{}, false
	}
	if !d.bomSeen && !t.empty() {
		d.bomSeen = true
		if !d.ignoreBOM && strings.HasPrefix(d.name, "utf-") {
			t = t.withoutMark()
		}
	}
	return t, true
}
