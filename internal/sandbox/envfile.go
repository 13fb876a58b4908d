package sandbox

import "strings"

// Variable is one variable of an environment file.
type Variable struct{ Name, Value string }

// ParseEnvFile reads the text of an environment file as node does: NAME=value a line, # begins a comment, a value may stand in quotation marks
// (single, double or back) and then go over several lines; \n in double ones is a line's end. Lines that say nothing are skipped.
func ParseEnvFile(text string) []Variable {
	var list []Variable
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		name = strings.TrimSpace(strings.TrimPrefix(name, "export "))
		if !ok || name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		value, text = envValue(strings.TrimLeft(value, " \t"), text)
		list = append(list, Variable{name, value})
	}
	return list
}

// envValue reads the value that begins with line; rest is the text of the lines after it.
func envValue(line, rest string) (value, after string) {
	if line == "" || !strings.ContainsRune("\"'`", rune(line[0])) {
		line, _, _ = strings.Cut(line, "#")
		return strings.TrimSpace(line), rest
	}
	quote := line[:1]
	if quoted, tail, ok := strings.Cut(line[1:]+"\n"+rest, quote); ok {
		_, after, _ = strings.Cut(tail, "\n") // what follows the value on its line is a comment
		if quote == `"` {
			quoted = strings.ReplaceAll(quoted, `\n`, "\n")
		}
		return quoted, after
	}
	line, _, _ = strings.Cut(line, "#") // an open quotation mark is one of the value's characters
	return strings.TrimSpace(line), rest
}
