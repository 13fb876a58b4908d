package sandbox_test

import (
	"reflect"
	"testing"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func TestParsePermissions(t *testing.T) {
	p, err := sandbox.ParsePermissions("/work", "/work/app", []string{
		"--allow-read=data,/etc/hosts", "--deny-read=data/secret", "--sandbox", "--allow-env=HOME,AWS_*", "--allow-net", "--deny-net=evil.example",
		"--allow-run=git,./tool", "--deny-write",
	})
	want := sandbox.Permissions{
		Read:  sandbox.Grant{Allow: []string{"/work/data", "/etc/hosts", "/work/app"}, Deny: []string{"/work/data/secret"}},
		Write: sandbox.Grant{None: true},
		Env:   sandbox.Grant{Allow: []string{"HOME", "AWS_*"}},
		Net:   sandbox.Grant{All: true, Deny: []string{"evil.example"}},
		Run:   sandbox.Grant{Allow: []string{"git", "/work/tool"}},
	}
	if err != nil || !reflect.DeepEqual(p, want) {
		t.Errorf("got %+v, %v\nwant %+v", p, err, want)
	}
	for _, word := range []string{"--allow-raed", "--allow-read=", "--allow-net=a,,b", "allow-read", "", "--deny-all", "--allow-read=a\x00"} {
		if _, err := sandbox.ParsePermissions("/", "", []string{word}); err == nil {
			t.Errorf("%q was taken for a permission", word)
		}
	}
}

func TestNodesPermissionFlags(t *testing.T) {
	p, err := sandbox.ParsePermissions("/", "", []string{"--experimental-permission", "--allow-fs-read=/a/*", "--allow-child-process"})
	want := sandbox.Permissions{Read: sandbox.Grant{Allow: []string{"/a"}}, Env: sandbox.Everything, Net: sandbox.Everything, Run: sandbox.Everything}
	if err != nil || !reflect.DeepEqual(p, want) {
		t.Errorf("got %+v, %v", p, err)
	}
}

func TestSplitWords(t *testing.T) {
	got, err := sandbox.SplitWords(" --a=1\t\"--b=x y\"\n--c=\\\"q\\\" --d=\"\" ")
	if want := []string{"--a=1", "--b=x y", `--c="q"`, "--d="}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for _, open := range []string{`"a`, `a\`} {
		if _, err := sandbox.SplitWords(open); err == nil {
			t.Errorf("%s was taken", open)
		}
	}
}

// FuzzPermissions looks for text that panics, or that grants anything when its only flags deny.
func FuzzPermissions(f *testing.F) {
	f.Add("--allow-read=a --deny-net")
	f.Add(`--sandbox "--allow-env=A B"`)
	f.Add("--deny-read=/ --deny-env=*")
	f.Fuzz(func(t *testing.T, text string) {
		words, err := sandbox.SplitWords(text)
		if err != nil {
			return
		}
		p, err := sandbox.ParsePermissions("/dir", "", words)
		if err != nil {
			return
		}
		grants := false
		for _, word := range words {
			grants = grants || len(word) < 6 || word[:6] != "--deny"
		}
		box := sandbox.New(nil, "/", sandbox.NewEnv([]string{"A=1"}))
		box.Restrict(p)
		if !grants && (box.CheckNet("example.org", 1) == nil || box.CheckRun("x") == nil || box.Env().Check("A") == nil) {
			t.Errorf("%q grants something", text)
		}
	})
}
