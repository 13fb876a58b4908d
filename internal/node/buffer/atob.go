package buffer

import (
	"encoding/base64"
	"strings"

	"github.com/dop251/goja"
)

// atob decodes forgiving base64 (https://infra.spec.whatwg.org/#forgiving-base64-decode); undefined stands for a failure.
func (n *natives) atob(c goja.FunctionCall) goja.Value {
	source := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\f\r", r) {
			return -1
		}
		return r
	}, c.Argument(0).String())
	if len(source)%4 == 0 {
		source = strings.TrimSuffix(strings.TrimSuffix(source, "="), "=")
	}
	if len(source)%4 == 1 || strings.ContainsAny(source, "=-_") {
		return goja.Undefined()
	}
	b, err := base64.RawStdEncoding.DecodeString(source)
	if err != nil {
		return goja.Undefined()
	}
	return decodeLatin1(n.Runtime, b)
}

// btoa encodes a string of Latin-1 characters; undefined stands for a failure.
func (n *natives) btoa(c goja.FunctionCall) goja.Value {
	s := c.Argument(0).(goja.String)
	for i := range s.Length() {
		if s.CharAt(i) > 0xFF {
			return goja.Undefined()
		}
	}
	return decodeBase64(n.Runtime, encodeLatin1(s))
}
