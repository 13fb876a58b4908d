package action

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf8"
)

// cleanName turns the name of an entry into a path relative to the package
// root with forward slashes; "." is the root itself. It refuses what has a
// second meaning on any system we run on, rather than to repair it.
func cleanName(name string, l Limits) (string, error) {
	if err := checkBytes(name, l); err != nil {
		return "", err
	}
	if strings.HasPrefix(name, "/") || hasDriveLetter(name) {
		return "", fmt.Errorf("%w: it is absolute", ErrEscape)
	}
	for component := range strings.SplitSeq(name, "/") {
		if component == ".." {
			return "", fmt.Errorf(`%w: it contains ".."`, ErrEscape)
		}
	}
	clean := path.Clean(name)
	if depth := strings.Count(clean, "/") + 1; depth > l.PathDepth {
		return "", &LimitError{Limit: "path depth", Max: int64(l.PathDepth), Entry: name}
	}
	return clean, nil
}

func checkBytes(name string, l Limits) error {
	switch {
	case name == "":
		return fmt.Errorf("%w: it is empty", ErrName)
	case len(name) > l.PathBytes:
		return &LimitError{Limit: "path length", Max: int64(l.PathBytes), Entry: name}
	case strings.ContainsRune(name, 0):
		return fmt.Errorf("%w: it contains a NUL byte", ErrName)
	case strings.ContainsRune(name, '\\'):
		return fmt.Errorf("%w: it contains a backslash", ErrName)
	case !utf8.ValidString(name):
		return fmt.Errorf("%w: it is not UTF-8", ErrName)
	}
	return nil
}

func hasDriveLetter(name string) bool {
	if len(name) < 2 || name[1] != ':' {
		return false
	}
	letter := name[0] | 0x20
	return 'a' <= letter && letter <= 'z'
}

// checkLink accepts the target of a link at the cleaned path link when it can
// only ever lead to a place inside the package.
//
// The target must climb first and descend afterwards. Then no ".." can follow
// a component that is itself a link: the directories above link are real ones
// (plan admits nothing under a link), so climbing is what it looks like, and
// whatever link the descent meets was held to the same rule.
func checkLink(link, target string, l Limits) error {
	if err := checkBytes(target, l); err != nil {
		return fmt.Errorf("link target %s: %w", quote(target), err)
	}
	if strings.HasPrefix(target, "/") || hasDriveLetter(target) {
		return fmt.Errorf("%w: %s is absolute", ErrLinkEscape, quote(target))
	}
	height := strings.Count(link, "/")
	descending := false
	for component := range strings.SplitSeq(target, "/") {
		switch component {
		case "", ".":
		case "..":
			height--
			if descending {
				return fmt.Errorf(`%w: %s has ".." after a name`, ErrLinkEscape, quote(target))
			}
			if height < 0 {
				return fmt.Errorf("%w: %s", ErrLinkEscape, quote(target))
			}
		default:
			descending = true
		}
	}
	return nil
}
