package realm

import "testing"

func TestMendEscapes(t *testing.T) {
	for text, want := range map[string]string{
		`"\u{10FFFF}"`:               `"\uDBFF\uDFFF"`,
		`"a\u{0010fFfF}b\u{10ffff}"`: `"a\uDBFF\uDFFFb\uDBFF\uDFFF"`,
		`"\\u{10FFFF}"`:              `"\\u{10FFFF}"`,
		`"\\\u{10FFFF}"`:             `"\\\uDBFF\uDFFF"`,
		`"\u{10FFFE}\u{110000}"`:     `"\u{10FFFE}\u{110000}"`,
		`"\u{10FFFF`:                 `"\u{10FFFF`,
		`\u{`:                        `\u{`,
		`\u{}\`:                      `\u{}\`,
	} {
		if got := MendEscapes(text); got != want {
			t.Errorf("%s became %s, want %s", text, got, want)
		}
	}
}
