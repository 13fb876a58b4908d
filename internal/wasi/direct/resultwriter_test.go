package direct

import (
	"bytes"
	"strings"
	"testing"
)

func TestResultWriter(t *testing.T) {
	big := strings.Repeat("x", maxHeld+1) + "\n"
	for name, c := range map[string]struct{ out, want, log string }{
		"only":           {"{\"a\":1}\n", `{"a":1}`, ""},
		"no newline":     {"[1]", `[1]`, ""},
		"windows":        {"{}\r\n", `{}`, ""},
		"log after":      {"{}\nlog\n", `{}`, "log\n"},
		"not quite JSON": {"{}\n{a}\n", `{}`, "{a}\n"},
		"scalars":        {"5\n\"x\"\nnull\n", "", "5\n\"x\"\nnull\n"},
		"empty lines":    {"\n\n{}\n\n", `{}`, "\n\n\n"},
		"long log after": {"{}\n" + big, `{}`, big},
		"too long":       {"[" + strings.Repeat("1,", 600) + "1]\n", "", "[" + strings.Repeat("1,", 600) + "1]\n"},
	} {
		for _, piece := range []int{1, 3, 1 << 20} {
			var log bytes.Buffer
			w := &resultWriter{log: &log, max: 1000}
			for rest := c.out; rest != ""; {
				n := min(piece, len(rest))
				_, _ = w.Write([]byte(rest[:n]))
				rest = rest[n:]
			}
			got, err := w.result()
			if string(got) != c.want || log.String() != c.log || (err == nil) != (c.want != "") {
				t.Errorf("%s by %d: got %s, %v and %.80q, want %s and %.80q", name, piece, got, err, log.String(), c.want, c.log)
			}
		}
	}
}
