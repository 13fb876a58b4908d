package v8

import (
	"strings"
	"testing"
)

func TestUnknownFlags(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "  ": "", "nope": "", "--": "--", "-": "-",
		"--nope":                              "--nope",
		"--expose_gc --nope=1 -other":         "--nope=1 -other",
		"--stack-size=900 --stack-size 900":   "",
		"--no-opt --noopt --no-expose-gc":     "",
		"--harmony --harmony-shadow-realm":    "",
		"--no --harmonyx --stack-size --size": "--no --harmonyx --size",
	} {
		if got := strings.Join(unknownFlags(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
