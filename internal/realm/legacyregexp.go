package realm

import "strings"

// NoteSource is told every text that is about to be compiled: what of the language costs all programs something is there only for those that mention it.
func (r *Realm) NoteSource(text string) {
	if r.OnLegacyRegExp != nil && mentionsLegacyRegExp(text) {
		install := r.OnLegacyRegExp
		r.OnLegacyRegExp = nil
		install()
	}
}

// mentionsLegacyRegExp tells whether a text asks RegExp for the last match.
func mentionsLegacyRegExp(text string) bool {
	for {
		_, rest, found := strings.Cut(text, "RegExp")
		if !found {
			return false
		}
		text = rest
		name := strings.TrimLeft(rest[:min(len(rest), 16)], " \t\n\r.[?'\"`")
		for _, prefix := range []string{"$", "last", "leftC", "rightC", "input"} {
			if len(name) < min(len(rest), 16) && strings.HasPrefix(name, prefix) {
				return true
			}
		}
	}
}
