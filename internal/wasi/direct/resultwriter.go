package direct

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// maxHeld is how much log may wait behind a line that may be the result, in bytes. Beyond it the log goes out first.
const maxHeld = 64 << 10

// resultWriter is the standard output of a command. Lines go to the log as they come, except the last that is a JSON object or array: it is
// the result. Since only the end tells which is the last, such a line waits, and what follows it too, to keep the log in order.
type resultWriter struct {
	log io.Writer
	max int // bytes of a result

	line      []byte // begun, could still become JSON
	passing   bool   // the line that has begun goes to the log as it comes
	candidate []byte // the last line that was JSON
	held      []byte // what followed it
	tooLong   bool   // a line that began as JSON was longer than max
}

func (w *resultWriter) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		line, behind, ended := bytes.Cut(rest, []byte("\n"))
		if ended {
			line = rest[:len(line)+1]
		}
		w.add(line, ended)
		rest = behind
	}
	return len(p), nil
}

// add takes a piece of a line, the line's end if ended.
func (w *resultWriter) add(piece []byte, ended bool) {
	if w.passing {
		w.pass(piece)
		w.passing = !ended
		return
	}
	w.line = append(w.line, piece...)
	switch begun := bytes.TrimLeft(w.line, " \t\r"); {
	case len(begun) > 0 && begun[0] != '{' && begun[0] != '[', len(w.line) > w.max:
		w.tooLong = w.tooLong || len(w.line) > w.max
		w.pass(w.line)
		w.line, w.passing = w.line[:0], !ended
	case ended:
		w.endLine()
	}
}

func (w *resultWriter) endLine() {
	if json.Valid(w.line) {
		w.release()
		w.candidate = bytes.Clone(w.line)
	} else {
		w.pass(w.line)
	}
	w.line = w.line[:0]
}

// pass sends p to the log, behind the candidate if there is one.
func (w *resultWriter) pass(p []byte) {
	if w.candidate == nil {
		_, _ = w.log.Write(p) // the log's failure is not the action's
		return
	}
	w.held = append(w.held, p...)
	if len(w.held) > maxHeld {
		_, _ = w.log.Write(w.held)
		w.held = w.held[:0]
	}
}

// release sends the candidate, which is none after all, and what followed it to the log.
func (w *resultWriter) release() {
	if w.candidate != nil {
		_, _ = w.log.Write(w.candidate)
		w.candidate = nil
	}
	if len(w.held) > 0 {
		_, _ = w.log.Write(w.held)
		w.held = w.held[:0]
	}
}

// flush ends the output of a program that failed: all of it is log.
func (w *resultWriter) flush() {
	w.release()
	if len(w.line) > 0 {
		_, _ = w.log.Write(w.line)
	}
}

// result ends the output of a program that ended well.
func (w *resultWriter) result() ([]byte, error) {
	if len(w.line) > 0 {
		w.endLine()
	}
	result := bytes.TrimSpace(w.candidate)
	w.candidate = nil
	w.release()
	switch {
	case len(result) > 0:
		return result, nil
	case w.tooLong:
		return nil, &ResultError{fmt.Sprintf("it is larger than %d bytes", w.max)}
	}
	return nil, &ResultError{"the program printed no line that is a JSON object or array"}
}
