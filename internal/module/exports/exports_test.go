package exports

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// testdata/names.json holds texts and the names node v20 lets an ES module import from them; r1 and r2 are those of ./r.js, s1 that of ./s.js.
func TestFindsWhatNodeFinds(t *testing.T) {
	data, err := os.ReadFile("testdata/names.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases [][2]json.RawMessage
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	of := map[string][]string{"./r.js": {"r1", "r2"}, "./s.js": {"s1"}}
	for _, c := range cases {
		var text string
		var want []string
		if json.Unmarshal(c[0], &text) != nil || json.Unmarshal(c[1], &want) != nil {
			t.Fatal("testdata")
		}
		found := Find(text)
		got := append(slices.Clone(found.Names), "default")
		for _, r := range found.Requests {
			got = append(got, of[r]...)
		}
		slices.Sort(got)
		slices.Sort(want)
		if got, want := slices.Compact(got), slices.Compact(want); !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("module.exports = { a, b: c, ...require('x') }; exports['\\u{61}'] = 1")
	f.Add("Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return q.p; } })")
	f.Add("var _r = require('r'); Object.keys(_r).forEach(function (k) { if (k !== 'default') exports[k] = _r[k] })")
	f.Add("`${`${exports.a = 1}`}`/*")
	f.Add("exports.a = /[/]\\//; #!\xff\u2028")
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range Find(text).Names {
			if name == "" && len(text) < 4 {
				t.Error("a name out of nothing")
			}
		}
	})
}
