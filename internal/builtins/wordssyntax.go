package builtins

import (
	"regexp"
	"strings"
	"sync"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// The engine puts the place of a syntax error into its message.
var syntaxPatterns = sync.OnceValue(func() [2]*regexp.Regexp {
	return [2]*regexp.Regexp{
		regexp.MustCompile(`(?s)^SyntaxError: [^\n]*?: Line \d+:\d+ (.*?)(?: \(and \d+ more errors\))?$`),
		regexp.MustCompile(`(?s)^SyntaxError: (.*) at [^\n]*:\d+:\d+$`),
	}
})

// syntaxWords words a text that the engine's parser or compiler refused.
func syntaxWords(message string) (string, bool) {
	if !strings.HasPrefix(message, "SyntaxError: ") {
		return "", false
	}
	for _, p := range syntaxPatterns() {
		if m := p.FindStringSubmatch(message); m != nil {
			return realm.SyntaxWords(m[1]), true
		}
	}
	return realm.SyntaxWords(strings.TrimPrefix(message, "SyntaxError: ")), true
}
