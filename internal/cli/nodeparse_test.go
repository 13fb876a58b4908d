package cli

import (
	"slices"
	"testing"
)

func TestNodeCommandLine(t *testing.T) {
	for _, c := range []struct {
		words, execArgv, rest []string
		check                 func(*nodeOptions) bool
	}{
		{[]string{"a.js", "-x"}, nil, []string{"a.js", "-x"}, func(o *nodeOptions) bool { return o.flags.Eval == nil }},
		{[]string{"--no-warnings", "--stack_trace_limit=5", "a.js"}, []string{"--no-warnings", "--stack_trace_limit=5"}, []string{"a.js"},
			func(o *nodeOptions) bool { return o.flags.NoWarnings && *o.flags.StackTraceLimit == 5 }},
		{[]string{"-r", "x", "--require=y", "a.js"}, []string{"-r", "x", "--require=y"}, []string{"a.js"},
			func(o *nodeOptions) bool { return slices.Equal(o.flags.Require, []string{"x", "y"}) }},
		{[]string{"-p", "1", "a"}, []string{"-p", "1"}, []string{"a"}, func(o *nodeOptions) bool { return o.flags.Print && *o.flags.Eval == "1" }},
		{[]string{"-p", "-e", "1"}, []string{"-p", "-e", "1"}, nil, func(o *nodeOptions) bool { return o.flags.Print && *o.flags.Eval == "1" }},
		{[]string{"--warnings", "--no-warnings", "--warnings"}, []string{"--warnings", "--no-warnings", "--warnings"}, nil,
			func(o *nodeOptions) bool { return !o.flags.NoWarnings }},
		{[]string{"--max-old-space-size=100", "--harmony-x", "--no-turbo-x", "--", "-a"}, []string{"--max-old-space-size=100", "--harmony-x", "--no-turbo-x"},
			[]string{"-a"}, func(*nodeOptions) bool { return true }},
		{[]string{"--allow-read", "a.js"}, []string{"--allow-read"}, []string{"a.js"},
			func(o *nodeOptions) bool { return slices.Equal(o.permissions.words, []string{"--allow-read"}) }},
	} {
		o := &nodeOptions{}
		if err := o.parse(c.words); err != nil {
			t.Errorf("%q: %v", c.words, err)
			continue
		}
		if !slices.Equal(o.execArgv, c.execArgv) || !slices.Equal(o.words, c.rest) || !c.check(o) {
			t.Errorf("%q: %q before %q, %+v", c.words, o.execArgv, o.words, o.flags)
		}
	}
}

func FuzzNodeOptionsVariable(f *testing.F) {
	f.Add(`--require "a b" --no-warnings`)
	f.Add(`--title=\"x\" -C c --`)
	f.Fuzz(func(t *testing.T, text string) {
		o := &nodeOptions{}
		if o.parseVariable(text) == nil && (o.flags.Eval != nil || o.check || o.test) {
			t.Errorf("%q says which program runs", text)
		}
	})
}
