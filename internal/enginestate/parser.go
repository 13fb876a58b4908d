package enginestate

import (
	"unsafe"

	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// parserState is laid out as the engine's parser, of which an option gets the last but one field.
type parserState struct {
	text                string
	length, base        int
	character           rune
	offset, next        int
	index               file.Idx
	token               token.Token
	literal             string
	parsed              unistring.String
	scope               unsafe.Pointer
	semicolon, implicit bool
	errors              []unsafe.Pointer
	skipped             file.Idx
	skips               int
	mode                uint
	options             struct {
		noSourceMaps bool
		loader       unsafe.Pointer
	}
	file *file.File
}

// ParserText is the text that a parser is about to read, and what puts another in its place. options is what the parser gives to its options. Nothing is
// read but two fields that must agree; ok is false if they do not.
func ParserText(options unsafe.Pointer) (text string, replace func(string), ok bool) {
	p := (*parserState)(unsafe.Add(options, -int(unsafe.Offsetof(parserState{}.options))))
	if p.length != len(p.text) || p.base != 1 || p.offset != 0 || p.next != 0 || p.character != ' ' {
		return "", nil, false
	}
	return p.text, func(text string) {
		p.text, p.length = text, len(text)
		p.file = file.NewFile(p.file.Name(), text, p.base)
	}, true
}
