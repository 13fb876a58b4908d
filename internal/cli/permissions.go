package cli

import (
	"flag"
	"os"
	"path/filepath"

	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/jshost"
)

// permissionsVariable holds permission flags for the commands that serve: who starts a container often sets variables more easily than
// arguments.
const permissionsVariable = "WASMGLUE_PERMISSIONS"

// permissionHelp is the part of a command's help about permissions.
const permissionHelp = `
A script may do all that node lets it do, until the first permission flag: then what no flag names is denied, with
ERR_ACCESS_DENIED and the flag that would grant it. --sandbox lets a program read its own directory and nothing else.
--allow-read=PATH,... --allow-write=PATH,... --allow-env=NAME,... --allow-net=HOST[:PORT],... --allow-run=PROGRAM,...
grant; the same with --deny- take away; without =LIST they are about everything. Commands that serve also read them
from the variable WASMGLUE_PERMISSIONS.`

// permissionFlags collects the permission flags of a command line, in their order.
type permissionFlags struct{ words []string }

// permissionFlag is one of them as package flag sees it.
type permissionFlag struct {
	all  *permissionFlags
	name string
}

func (f permissionFlag) String() string   { return "" }
func (f permissionFlag) IsBoolFlag() bool { return true }

func (f permissionFlag) Set(value string) error {
	word := "--" + f.name
	switch value {
	case "true":
	case "false":
		return nil
	default:
		word += "=" + value
	}
	f.all.words = append(f.all.words, word)
	_, err := sandbox.ParsePermissions("/", "/", f.all.words[len(f.all.words)-1:])
	return err
}

// permissionNames are the permission flags with what each says in a list of flags; those without text are node's own names.
var permissionNames = []struct{ name, text string }{
	{"sandbox", "deny everything but reading the program's own directory"},
	{"allow-all", "grant everything, as without permission flags"},
	{"allow-read", "grant reading: of all files, or of `[=PATH,...]`"},
	{"allow-write", "grant writing: to all files, or to `[=PATH,...]`"},
	{"allow-env", "grant environment variables: all, or `[=NAME,...]`; NAME* is every name that begins so"},
	{"allow-net", "grant the network: all of it, or `[=HOST[:PORT],...]`"},
	{"allow-run", "grant starting programs: all, or `[=PROGRAM,...]`"},
	{"deny-read", "deny reading: of all files, or of `[=PATH,...]`"},
	{"deny-write", "deny writing: to all files, or to `[=PATH,...]`"},
	{"deny-env", "deny environment variables: all, or `[=NAME,...]`"},
	{"deny-net", "deny the network: all of it, or `[=HOST[:PORT],...]`"},
	{"deny-run", "deny starting programs: all, or `[=PROGRAM,...]`"},
	{"permission", ""}, {"experimental-permission", ""}, {"allow-fs-read", ""}, {"allow-fs-write", ""},
	{"allow-child-process", ""}, {"allow-worker", ""},
}

func addPermissionFlags(flags *flag.FlagSet) *permissionFlags {
	all := &permissionFlags{}
	for _, p := range permissionNames {
		flags.Var(permissionFlag{all, p.name}, p.name, p.text)
	}
	return all
}

// fromEnvironment puts the flags of WASMGLUE_PERMISSIONS before those of the command line.
func (p *permissionFlags) fromEnvironment() error {
	words, err := sandbox.SplitWords(os.Getenv(permissionsVariable))
	p.words = append(words, p.words...)
	if err == nil {
		_, err = sandbox.ParsePermissions("/", "/", p.words)
	}
	if err != nil {
		return &permissionError{err}
	}
	return nil
}

// permissionError says where a mistake in the flags of the environment is.
type permissionError struct{ err error }

func (e *permissionError) Error() string { return permissionsVariable + ": " + e.err.Error() }
func (e *permissionError) Unwrap() error { return e.err }

// narrow narrows cfg to the permissions given, if any. program is the script or the directory of the action, which the program may read; ""
// when the platform says so later, by WithOwnFiles.
func (p *permissionFlags) narrow(cfg jshost.Config, program string) (jshost.Config, error) {
	if len(p.words) == 0 {
		return cfg, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return cfg, err
	}
	own := ""
	if program != "" {
		if own, err = filepath.Abs(program); err != nil {
			return cfg, err
		}
		cfg = cfg.WithOwnFiles(own)
		own = directoryOf(own)
	}
	permissions, err := jshost.ParsePermissions(dir, own, p.words...)
	if err != nil {
		return cfg, err
	}
	return cfg.WithPermissions(permissions), nil
}

// directoryOf returns the directory of a script as it is without symbolic links, and a directory itself.
func directoryOf(program string) string {
	if real, err := filepath.EvalSymlinks(program); err == nil {
		program = real
	}
	if info, err := os.Stat(program); err == nil && info.IsDir() {
		return program
	}
	return filepath.Dir(program)
}

// narrowed makes of base, which makes the Config of each host, one that narrows it. Mistakes were found when the flags were read.
func (p *permissionFlags) narrowed(base func() jshost.Config) func() jshost.Config {
	return func() jshost.Config {
		cfg, err := p.narrow(base(), "")
		if err != nil {
			return jshost.NewConfig() // which grants nothing
		}
		return cfg
	}
}
