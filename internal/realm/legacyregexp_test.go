package realm

import "testing"

func TestMentionsLegacyRegExp(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "RegExp": false, "new RegExp($a)": false, "x instanceof RegExp": false, "RegExp.prototype": false, "RegExp.": false, "RegExp$": false,
		"a = RegExp.$1": true, `RegExp["$&"]`: true, "RegExp\n\t.lastMatch": true, "var R = RegExp; RegExp.leftContext": true, "RegExp.input": true,
	} {
		if got := mentionsLegacyRegExp(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
