package realm

import "testing"

func TestMendAnchors(t *testing.T) {
	for _, pattern := range []string{``, `^a$`, `[$^]\$\^$|^`, `[\]^]$`, `a$*`, `\`, `^`} {
		if got := WrittenAnchors(MendAnchors(pattern)); got != pattern {
			t.Errorf("%q comes back as %q", pattern, got)
		}
	}
	if got, want := MendAnchors(`^[^$]\$$`), lineStart+`[^$]\$`+lineEnd; got != want {
		t.Errorf("got %q, not %q", got, want)
	}
	if got := MendAnchors(`a$*`); got != `a$*` {
		t.Errorf("a quantified anchor became %q", got)
	}
}
