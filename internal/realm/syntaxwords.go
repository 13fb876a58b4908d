package realm

import "strings"

// SyntaxWords is V8's wording of what the engine's parser says.
func SyntaxWords(message string) string {
	if words, ok := parserWords[message]; ok {
		return words
	}
	switch {
	case strings.HasPrefix(message, "Unexpected token "):
		return "Unexpected token '" + strings.Trim(strings.TrimPrefix(message, "Unexpected token "), "'") + "'"
	case strings.HasPrefix(message, "Label '") && strings.HasSuffix(message, "' already exists"):
		return strings.TrimSuffix(message, "already exists") + "has already been declared"
	case strings.HasPrefix(message, "Invalid flags supplied to RegExp constructor"):
		return "Invalid regular expression flags"
	}
	return message
}

var parserWords = map[string]string{
	"Unexpected token ILLEGAL":                                      "Invalid or unexpected token",
	"Already saw a default in switch":                               "More than one default clause in switch statement",
	"Illegal continue statement":                                    "Illegal continue statement: no surrounding iteration statement",
	"Octal literals are not allowed in strict mode":                 "Octal literals are not allowed in strict mode.",
	"Delete of an unqualified identifier in strict mode":            "Delete of an unqualified identifier in strict mode.",
	"Assignment to eval or arguments is not allowed in strict mode": "Unexpected eval or arguments in strict mode",
}
