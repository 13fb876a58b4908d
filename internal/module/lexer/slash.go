package lexer

// follow keeps the open brackets, and judges from the token what a slash behind it would be.
func (s *Scanner) follow(t Token) {
	switch t.Kind {
	case Name:
		s.regexp = s.isOperatorWord(t) && !s.isMember()
	case String, Number, Regexp:
		s.regexp = false
	case Template:
		s.regexp = s.text[t.End-1] == '{'
	case Punct:
		s.punctuator(t, s.text[t.Start])
	}
}

func (s *Scanner) isMember() bool {
	return s.last.Kind == Punct && s.text[s.last.Start:s.last.End] == "."
}

// isOperatorWord tells whether an expression may follow the word at once.
func (s *Scanner) isOperatorWord(t Token) bool {
	switch s.text[t.Start:t.End] {
	case "return", "typeof", "case", "do", "else", "in", "instanceof", "new", "delete", "void", "throw", "yield", "await", "of", "default":
		return true
	}
	return false
}

func (s *Scanner) punctuator(t Token, c byte) {
	switch c {
	case '(':
		s.opened = append(s.opened, bracket{char: c, condition: s.afterCondition()})
		s.regexp = true
	case '[':
		s.opened = append(s.opened, bracket{char: c})
		s.regexp = true
	case '{':
		s.opened = append(s.opened, bracket{char: c, value: s.beginsObject()})
		s.regexp = true
	case ')', ']', '}':
		s.regexp = s.closeBracket(c)
	case '+', '-':
		double := s.last.Kind == Punct && s.last.End == t.Start && s.text[s.last.Start] == c
		s.regexp = !double || s.last.Newline
	default:
		s.regexp = true
	}
}

func (s *Scanner) afterCondition() bool {
	if s.last.Kind != Name {
		return false
	}
	switch s.text[s.last.Start:s.last.End] {
	case "if", "while", "for", "with":
		return true
	}
	return false
}

// beginsObject tells whether the { at the scanner's place begins an object literal rather than a block.
func (s *Scanner) beginsObject() bool {
	if s.last.End == 0 {
		return false
	}
	switch s.last.Kind {
	case Name:
		word := s.text[s.last.Start:s.last.End]
		return s.isOperatorWord(s.last) && word != "do" && word != "else"
	case Template:
		return true
	case Punct:
		switch s.text[s.last.Start:s.last.End] {
		case ")", ";", "{", "}", "=>":
			return false
		case ":":
			return len(s.opened) > 0 && (s.opened[len(s.opened)-1].value || s.opened[len(s.opened)-1].char != '{')
		}
		return true
	}
	return false
}

// closeBracket takes off the innermost open bracket of the kind that c closes, and tells what a slash behind c is.
func (s *Scanner) closeBracket(c byte) (regexp bool) {
	if len(s.opened) == 0 {
		return c == '}'
	}
	b := s.opened[len(s.opened)-1]
	s.opened = s.opened[:len(s.opened)-1]
	switch c {
	case ')':
		return b.condition
	case '}':
		return !b.value
	}
	return false
}
