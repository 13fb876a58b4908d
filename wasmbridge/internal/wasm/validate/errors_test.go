package validate_test

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
)

// TestErrorTexts compares with what V8 said of the same bytes.
func TestErrorTexts(t *testing.T) {
	b, err := os.ReadFile("testdata/errors.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ Name, Hex, Verdict string }
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		bin, err := hex.DecodeString(c.Hex)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		got := ""
		if err := valid(bin); err != nil {
			got = err.Error()
		}
		if got != c.Verdict {
			t.Errorf("%s:\n got %s\nwant %s", c.Name, got, c.Verdict)
		}
	}
}
