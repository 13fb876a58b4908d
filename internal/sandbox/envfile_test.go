package sandbox

import (
	"slices"
	"strings"
	"testing"
)

func TestParseEnvFile(t *testing.T) {
	text := strings.Join([]string{
		"# a comment", "", "A=one", " B = two # comment", "export C=three", `D="four # not a comment" # comment`, "E='five\\nsix'", `F="seven\neight"`,
		"G=`nine\"ten`", "H=\"two", "lines\"", "I=", "J=\"open", "no assignment", "=nothing", "K=a=b\r",
	}, "\n")
	want := []Variable{
		{"A", "one"}, {"B", "two"}, {"C", "three"}, {"D", "four # not a comment"}, {"E", `five\nsix`}, {"F", "seven\neight"}, {"G", `nine"ten`}, {"H", "two\nlines"},
		{"I", ""}, {"J", `"open`}, {"K", "a=b"},
	}
	if got := ParseEnvFile(text); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func FuzzParseEnvFile(f *testing.F) {
	f.Add("A=1\nB=\"2\n3\" # x")
	f.Add("export =\n'=`\"")
	f.Fuzz(func(t *testing.T, text string) {
		for _, v := range ParseEnvFile(text) {
			if v.Name == "" || v.Name != strings.TrimSpace(v.Name) || strings.Contains(v.Name, "\n") {
				t.Errorf("%q gave the name %q", text, v.Name)
			}
		}
	})
}
