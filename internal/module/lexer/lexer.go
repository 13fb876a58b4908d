// Package lexer splits JavaScript into tokens: enough of the lexical grammar (https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar) to
// find import and export clauses, and assignments to exports, without parsing. It accepts any bytes and always ends.
package lexer

import (
	"strings"
	"unicode/utf8"
)

// Kind is what a token is.
type Kind uint8

// The kinds of tokens. A template is a Template token for each of its text parts; the tokens of its substitutions stand between them.
const (
	EOF      Kind = iota
	Name          // identifiers and keywords
	Punct         // one punctuator: one character, but for => and ...
	String        // with its quotes
	Template      // from ` or } to ` or ${
	Number
	Regexp // with its flags
	Invalid
)

// Token is a token's place in the text.
type Token struct {
	Kind       Kind
	Start, End int
	Newline    bool // a line terminator stands before it
}

// Scanner gives the tokens of a text one by one.
type Scanner struct {
	text   string
	pos    int
	last   Token     // the token before, to tell a regular expression from a division
	regexp bool      // whether a slash would begin a regular expression
	opened []bracket // open brackets
}

// bracket is an open bracket: what closes it decides what a slash after it means.
type bracket struct {
	char      byte
	condition bool // ( after if, while, for, with: a statement follows
	value     bool // { of an object literal: an operator follows
	template  bool // { of a template's substitution
}

// New makes a scanner of text.
func New(text string) *Scanner { return &Scanner{text: text, regexp: true} }

// Depth is the number of open brackets.
func (s *Scanner) Depth() int { return len(s.opened) }

// SlashIsRegexp tells whether a slash behind the last token would begin a regular expression.
func (s *Scanner) SlashIsRegexp() bool { return s.regexp }

// Text returns the characters of a token.
func (s *Scanner) Text(t Token) string { return s.text[t.Start:t.End] }

// Is tells whether t is the name or punctuator text.
func (s *Scanner) Is(t Token, text string) bool {
	return (t.Kind == Name || t.Kind == Punct) && s.text[t.Start:t.End] == text
}

// Mark is a place to which a scanner can go back.
type Mark struct {
	pos    int
	last   Token
	regexp bool
	opened int
}

// Mark remembers the scanner's place. It holds as long as no bracket open at that place is closed.
func (s *Scanner) Mark() Mark { return Mark{s.pos, s.last, s.regexp, len(s.opened)} }

// Reset goes back to a place.
func (s *Scanner) Reset(m Mark) {
	s.pos, s.last, s.regexp = m.pos, m.last, m.regexp
	s.opened = s.opened[:min(m.opened, len(s.opened))]
}

// Next returns the next token.
func (s *Scanner) Next() Token {
	newline := s.skipSpace()
	t := Token{Start: s.pos, Newline: newline}
	if s.pos >= len(s.text) {
		t.End = s.pos
		return t
	}
	t.Kind = s.scan(s.text[s.pos])
	t.End = s.pos
	s.follow(t)
	s.last = t
	return t
}

func (s *Scanner) scan(c byte) Kind {
	switch {
	case isNameStart(c):
		s.name()
		return Name
	case c >= '0' && c <= '9', c == '.' && s.peek(1) >= '0' && s.peek(1) <= '9':
		s.number()
		return Number
	case c == '"' || c == '\'':
		return s.quoted(c)
	case c == '`':
		s.pos++
		return s.template()
	case c == '/' && s.regexp:
		return s.regularExpression()
	case c == '}' && len(s.opened) > 0 && s.opened[len(s.opened)-1].template:
		s.opened = s.opened[:len(s.opened)-1]
		s.pos++
		return s.template()
	case c == '=' && s.peek(1) == '>':
		s.pos += 2
		return Punct
	case c == '.' && s.peek(1) == '.' && s.peek(2) == '.':
		s.pos += 3
		return Punct
	}
	s.pos++
	return Punct
}

func (s *Scanner) peek(n int) byte {
	if s.pos+n < len(s.text) {
		return s.text[s.pos+n]
	}
	return 0
}

// skipSpace skips white space and comments, and tells whether there was a line terminator among them.
func (s *Scanner) skipSpace() (newline bool) {
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; {
		case c == '\n' || c == '\r':
			newline = true
			s.pos++
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			s.pos++
		case c == '/' && s.peek(1) == '/', c == '#' && s.pos == 0 && s.peek(1) == '!':
			s.lineComment()
		case c == '/' && s.peek(1) == '*':
			newline = s.blockComment() || newline
		case c >= utf8.RuneSelf && s.unicodeSpace(&newline):
		default:
			return newline
		}
	}
	return newline
}

func (s *Scanner) unicodeSpace(newline *bool) bool {
	r, n := utf8.DecodeRuneInString(s.text[s.pos:])
	if !isUnicodeSpace(r) {
		return false
	}
	*newline = *newline || r == '\u2028' || r == '\u2029'
	s.pos += n
	return true
}

func isUnicodeSpace(r rune) bool {
	switch {
	case r == '\u00a0', r == '\ufeff', r == '\u1680', r >= '\u2000' && r <= '\u200a', r == '\u2028', r == '\u2029', r == '\u202f', r == '\u205f', r == '\u3000':
		return true
	}
	return false
}

func (s *Scanner) lineComment() {
	end := strings.IndexAny(s.text[s.pos:], "\n\r\u2028\u2029")
	if end < 0 {
		s.pos = len(s.text)
	} else {
		s.pos += end
	}
}

func (s *Scanner) blockComment() (newline bool) {
	end := strings.Index(s.text[s.pos+2:], "*/")
	if end < 0 {
		s.pos = len(s.text)
		return false
	}
	newline = strings.ContainsAny(s.text[s.pos:s.pos+2+end], "\n\r\u2028\u2029")
	s.pos += end + 4
	return newline
}

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c == '\\' || c == '#' || c >= utf8.RuneSelf
}

func (s *Scanner) name() {
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		switch {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s.text[s.pos:])
			if isUnicodeSpace(r) {
				return
			}
			s.pos += n
		case c == '\\' && s.peek(1) == 'u' && s.peek(2) == '{':
			end := strings.IndexByte(s.text[s.pos:], '}')
			if end < 0 {
				s.pos = len(s.text)
				return
			}
			s.pos += end + 1
		case isNameStart(c) || c >= '0' && c <= '9':
			s.pos++
		default:
			return
		}
	}
}

func (s *Scanner) number() {
	hex := s.peek(0) == '0' && s.peek(1)|0x20 == 'x'
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		sign := (c == '+' || c == '-') && !hex && s.text[s.pos-1]|0x20 == 'e'
		if c >= utf8.RuneSelf || !isNameStart(c) && !(c >= '0' && c <= '9') && c != '.' && !sign {
			return
		}
		s.pos++
	}
}

func (s *Scanner) quoted(quote byte) Kind {
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case quote:
			s.pos++
			return String
		case '\\':
			s.pos++
		case '\n', '\r':
			if s.text[s.pos-1] != '\\' && !(s.text[s.pos] == '\n' && s.text[s.pos-1] == '\r') {
				return Invalid
			}
		}
	}
	s.pos = len(s.text)
	return Invalid
}

// template scans from behind ` or } to the end of the template's part.
func (s *Scanner) template() Kind {
	for ; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case '`':
			s.pos++
			return Template
		case '\\':
			s.pos++
		case '$':
			if s.peek(1) == '{' {
				s.pos += 2
				s.opened = append(s.opened, bracket{char: '{', template: true})
				return Template
			}
		}
	}
	s.pos = len(s.text)
	return Invalid
}

func (s *Scanner) regularExpression() Kind {
	class := false
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case '\\':
			s.pos++
		case '[':
			class = true
		case ']':
			class = false
		case '\n', '\r':
			return Invalid
		case '/':
			if !class {
				s.pos++
				s.name()
				return Regexp
			}
		}
	}
	s.pos = len(s.text)
	return Invalid
}

// LastEnd is the end of the last token.
func (s *Scanner) LastEnd() int { return s.last.End }

// Ahead is a scanner of what follows, at depth 0.
func (s *Scanner) Ahead() *Scanner {
	return &Scanner{text: s.text, pos: s.pos, last: s.last, regexp: s.regexp}
}
