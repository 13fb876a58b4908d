package http

import "strings"

// methods are those that there are, sorted.
var methods = [...]string{"ACL", "BIND", "CHECKOUT", "CONNECT", "COPY", "DELETE", "GET", "HEAD", "LINK", "LOCK", "M-SEARCH", "MERGE", "MKACTIVITY",
	"MKCALENDAR", "MKCOL", "MOVE", "NOTIFY", "OPTIONS", "PATCH", "POST", "PROPFIND", "PROPPATCH", "PURGE", "PUT", "QUERY", "REBIND", "REPORT", "SEARCH",
	"SOURCE", "SUBSCRIBE", "TRACE", "UNBIND", "UNLINK", "UNLOCK", "UNSUBSCRIBE"}

func errProtocol() *Error { return fail("HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/") }

func errVersion(reason string) *Error { return fail("HPE_INVALID_VERSION", reason) }

func errStatus(reason string) *Error { return fail("HPE_INVALID_STATUS", reason) }

func errURL(reason string) *Error { return fail("HPE_INVALID_URL", reason) }

func beforeRequest(p *parser, c byte) *Error {
	if c == '\r' || c == '\n' { // empty lines before a message
		return nil
	}
	p.found.begun = true
	p.step = inMethod
	return inMethod(p, c)
}

func inMethod(p *parser, c byte) *Error {
	if c == ' ' && isMethod(string(p.text)) {
		p.head.method = p.taken()
		p.step = beforeTarget
		return nil
	}
	if c == ' ' && string(p.text) == "PRI" {
		return fail("HPE_PAUSED_H2_UPGRADE", "Pause on PRI/Upgrade")
	}
	p.text = append(p.text, c)
	if beginsMethod(string(p.text)) {
		return nil
	}
	if isMethod(string(p.text[:len(p.text)-1])) {
		return fail("HPE_INVALID_METHOD", "Expected space after method")
	}
	return fail("HPE_INVALID_METHOD", "Invalid method encountered")
}

func beginsMethod(text string) bool {
	for _, m := range methods {
		if strings.HasPrefix(m, text) {
			return true
		}
	}
	return strings.HasPrefix("PRI", text)
}

func isMethod(text string) bool {
	for _, m := range methods {
		if m == text {
			return true
		}
	}
	return false
}

func beforeTarget(p *parser, c byte) *Error {
	switch {
	case c == ' ':
		return nil
	case p.head.method == "CONNECT" && isURL(c), c == '/', c == '*':
		p.step = inTarget
	case isLetter(c):
		p.step = inScheme
	default:
		return errURL("Unexpected start char in url")
	}
	return p.keep(c)
}

// inScheme reads the beginning of an absolute target.
func inScheme(p *parser, c byte) *Error {
	switch {
	case c == ':':
		p.step = inTarget
	case !isLetter(c):
		return errURL("Invalid characters in url")
	}
	return p.keep(c)
}

func inTarget(p *parser, c byte) *Error {
	switch {
	case c == ' ':
		p.head.target = p.taken()
		p.step = beforeProtocol
		return nil
	case c == '\r' || c == '\n': // HTTP/0.9
		p.head.target = p.taken()
		p.head.minor = 9
		p.step = beforeName
		if c == '\r' {
			p.step = lineFeed("HPE_STRICT", "Expected LF after url", beforeName)
		}
		return nil
	case !isURL(c):
		return errURL("Invalid char in url path")
	}
	return p.keep(c)
}

func beforeProtocol(p *parser, c byte) *Error {
	if c == ' ' {
		return nil
	}
	p.step = inProtocol
	return inProtocol(p, c)
}

const protocol = "HTTP/"

func inProtocol(p *parser, c byte) *Error {
	if c != protocol[len(p.text)] {
		return errProtocol()
	}
	p.text = append(p.text, c)
	if len(p.text) == len(protocol) {
		p.text = p.text[:0]
		p.step = inMajor
	}
	return nil
}

func inMajor(p *parser, c byte) *Error {
	if !isDigit(c) {
		return errVersion("Invalid major version")
	}
	p.head.major = int(c - '0')
	p.step = beforeMinor
	return nil
}

func beforeMinor(p *parser, c byte) *Error {
	if c != '.' {
		return errVersion("Expected dot")
	}
	p.step = inMinor
	return nil
}

func inMinor(p *parser, c byte) *Error {
	if !isDigit(c) {
		return errVersion("Invalid minor version")
	}
	p.head.minor = int(c - '0')
	switch p.head.major*10 + p.head.minor {
	case 9, 10, 11, 20:
	default:
		return errVersion("Invalid HTTP version")
	}
	p.step = afterVersion
	if p.kind == responses {
		p.step = beforeStatus
	}
	return nil
}

func afterVersion(p *parser, c byte) *Error {
	if c != '\r' {
		return errVersion("Expected CRLF after version")
	}
	p.step = lineFeed("HPE_STRICT", "Expected CRLF after version", beforeName)
	return nil
}

// lineFeed expects the end of a line.
func lineFeed(code, reason string, next step) step {
	return func(p *parser, c byte) *Error {
		if c != '\n' {
			return fail(code, reason)
		}
		p.step = next
		return nil
	}
}

func beforeResponse(p *parser, c byte) *Error {
	if c == '\r' || c == '\n' {
		return nil
	}
	p.found.begun = true
	p.step = inProtocol
	return inProtocol(p, c)
}

func beforeStatus(p *parser, c byte) *Error {
	if c != ' ' {
		return errVersion("Expected space after version")
	}
	p.step = inStatus
	return nil
}

func inStatus(p *parser, c byte) *Error {
	if !isDigit(c) {
		return errStatus("Invalid status code")
	}
	p.head.status = p.head.status*10 + int(c-'0')
	p.text = append(p.text, c)
	if len(p.text) == 3 {
		p.text = p.text[:0]
		p.step = afterStatus
		if p.head.status < 100 {
			return errStatus("Invalid status code")
		}
	}
	return nil
}

func afterStatus(p *parser, c byte) *Error {
	switch c {
	case ' ':
		p.step = inReason
	case '\r':
		p.step = lineFeed("HPE_LF_EXPECTED", "Missing expected LF after response line", beforeName)
	case '\n':
		return fail("HPE_CR_EXPECTED", "Missing expected CR after response line")
	default:
		return errStatus("Invalid response status")
	}
	return nil
}

func inReason(p *parser, c byte) *Error {
	switch c {
	case '\r':
		p.head.reason = p.taken()
		p.step = lineFeed("HPE_LF_EXPECTED", "Missing expected LF after response line", beforeName)
		return nil
	case '\n':
		return fail("HPE_CR_EXPECTED", "Missing expected CR after response line")
	}
	return p.keep(c)
}
