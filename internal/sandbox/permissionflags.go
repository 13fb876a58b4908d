package sandbox

import (
	"fmt"
	"path/filepath"
	"strings"
)

// ParsePermissions reads permissions as the command line gives them: --allow-read, --allow-read=PATH,..., and the same with write, env, net
// and run; --deny-... likewise; --allow-all; --sandbox, which lets read own, the program's directory ("" for none), and nothing else. Paths
// are relative to dir. What no flag names is denied.
//
// node's own flags are read as well: with --permission or --experimental-permission files and programs are denied, and --allow-fs-read,
// --allow-fs-write, --allow-child-process and --allow-worker grant them.
func ParsePermissions(dir, own string, words []string) (Permissions, error) {
	p := permissionParser{dir: dir, own: own}
	for _, word := range words {
		if err := p.word(word); err != nil {
			return Permissions{}, err
		}
	}
	return p.result, nil
}

type permissionParser struct {
	dir, own string
	result   Permissions
}

func (p *permissionParser) word(word string) error {
	name, value, hasValue := strings.Cut(word, "=")
	switch name {
	case "--permission", "--experimental-permission":
		p.result.Env, p.result.Net = Everything, Everything
		return nil
	case "--sandbox":
		if p.own != "" {
			p.result.Read.Allow = append(p.result.Read.Allow, p.own)
		}
		return nil
	case "--allow-all":
		p.result = AllPermissions()
		return nil
	case "--allow-worker":
		return nil // workers have their host's permissions
	}
	verb, kind, ok := cutVerb(name)
	grant := p.grant(kind)
	if !ok || grant == nil {
		return fmt.Errorf("%s is not a permission: there are --allow-read, --allow-write, --allow-env, --allow-net, --allow-run, the same with --deny-, --allow-all and --sandbox", name)
	}
	if !hasValue || value == "*" {
		if verb == "deny" {
			grant.None = true
		} else {
			grant.All = true
		}
		return nil
	}
	return p.list(verb, kind, value, grant)
}

func cutVerb(name string) (verb, kind string, ok bool) {
	if kind, ok = strings.CutPrefix(name, "--allow-"); ok {
		return "allow", kind, true
	}
	kind, ok = strings.CutPrefix(name, "--deny-")
	return "deny", kind, ok
}

func (p *permissionParser) grant(kind string) *Grant {
	switch kind {
	case "read", "fs-read":
		return &p.result.Read
	case "write", "fs-write":
		return &p.result.Write
	case "env":
		return &p.result.Env
	case "net":
		return &p.result.Net
	case "run", "child-process":
		return &p.result.Run
	}
	return nil
}

func (p *permissionParser) list(verb, kind, value string, grant *Grant) error {
	for _, entry := range strings.Split(value, ",") {
		if entry == "" {
			return fmt.Errorf("--%s-%s=%s names nothing between its commas", verb, kind, value)
		}
		if strings.ContainsRune(entry, 0) {
			return fmt.Errorf("--%s-%s has a NUL character", verb, kind)
		}
		if isPath := grant == &p.result.Read || grant == &p.result.Write || grant == &p.result.Run && strings.ContainsAny(entry, `/\`); isPath {
			entry = p.path(strings.TrimSuffix(entry, "*"))
		}
		if verb == "deny" {
			grant.Deny = append(grant.Deny, entry)
		} else {
			grant.Allow = append(grant.Allow, entry)
		}
	}
	return nil
}

func (p *permissionParser) path(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(p.dir, name)
}

// SplitWords splits what an environment variable holds into flags: at white space, except within double quotes; a backslash takes the next
// character as it is.
func SplitWords(text string) ([]string, error) {
	var words []string
	var word strings.Builder
	inWord, quoted, escaped := false, false, false
	for _, c := range text {
		switch {
		case escaped:
			word.WriteRune(c)
			escaped = false
		case c == '\\':
			inWord, escaped = true, true
		case c == '"':
			inWord, quoted = true, !quoted
		case !quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			if inWord {
				words = append(words, word.String())
				word.Reset()
			}
			inWord = false
		default:
			inWord = true
			word.WriteRune(c)
		}
	}
	if quoted || escaped {
		return nil, fmt.Errorf("a quotation mark or a backslash is left open in %q", text)
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}

// WithOwn returns the permissions with names, the files of the program itself, readable unless they are denied by name.
func (p Permissions) WithOwn(names ...string) Permissions {
	p.Read.implied = append(p.Read.implied[:len(p.Read.implied):len(p.Read.implied)], names...)
	return p
}
