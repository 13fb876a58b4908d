package resolve

import (
	"encoding/json"
	"errors"
)

// Error is a failed resolution, in the terms in which node throws it.
type Error struct {
	Class   string // the constructor: Error, TypeError, SyntaxError
	Code    string // the code property, empty for none
	Message string
	Props   []Prop // further own properties, in order
}

// Prop is a property of a thrown error: a string or a list of strings.
type Prop struct {
	Name  string
	Value any
}

func (e *Error) Error() string { return e.Message }

// Is tells that two errors have the same code, so that errors.Is(err, &Error{Code: ...}) asks for a kind.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

func hasCode(err error, code string) bool { return errors.Is(err, &Error{Code: code}) }

func importedFrom(base string) string {
	if base == "" {
		return ""
	}
	return " imported from " + base
}

func errNotFound(request string, stack []string) *Error {
	message := "Cannot find module '" + request + "'"
	for i, name := range stack {
		if i == 0 {
			message += "\nRequire stack:"
		}
		message += "\n- " + name
	}
	return &Error{Class: "Error", Code: "MODULE_NOT_FOUND", Message: message, Props: []Prop{{"requireStack", stack}}}
}

func errNotFoundIn(request, manifest string) *Error {
	e := &Error{Class: "Error", Code: "MODULE_NOT_FOUND", Message: "Cannot find module '" + request + "'"}
	if manifest != "" {
		e.Props = []Prop{{"path", manifest}}
	}
	return e
}

func errModuleNotFound(what, name, base, url string) *Error {
	e := &Error{Class: "Error", Code: "ERR_MODULE_NOT_FOUND", Message: "Cannot find " + what + " '" + name + "' imported from " + base}
	if url != "" {
		e.Props = []Prop{{"url", url}}
	}
	return e
}

func errNotExported(m *Manifest, subpath, base string) *Error {
	message := `Package subpath '` + subpath + `' is not defined by "exports" in `
	if subpath == "." {
		message = `No "exports" main defined in `
	}
	return &Error{Class: "Error", Code: "ERR_PACKAGE_PATH_NOT_EXPORTED", Message: message + m.Path + importedFrom(base)}
}

func errImportNotDefined(specifier string, m *Manifest, base string) *Error {
	message := `Package import specifier "` + specifier + `" is not defined`
	if m != nil {
		message += " in package " + m.Path
	}
	return &Error{Class: "TypeError", Code: "ERR_PACKAGE_IMPORT_NOT_DEFINED", Message: message + " imported from " + base}
}

func errInvalidSpecifier(request, reason, base string) *Error {
	return &Error{Class: "TypeError", Code: "ERR_INVALID_MODULE_SPECIFIER", Message: `Invalid module "` + request + `" ` + reason + importedFrom(base)}
}

func errInvalidConfig(manifest, base, reason string) *Error {
	message := "Invalid package config " + manifest
	if base != "" {
		message += " while importing " + base
	}
	if reason != "" {
		message += ". " + reason
	}
	return &Error{Class: "Error", Code: "ERR_INVALID_PACKAGE_CONFIG", Message: message}
}

func errInvalidTarget(m *Manifest, key string, target *tree, internal bool, base string) *Error {
	text := target.text
	if target.kind != treeString {
		text = target.compact()
	}
	quoted, _ := json.Marshal(text)
	field := "exports"
	if internal {
		field = "imports"
	}
	message := `Invalid "` + field + `" `
	if key == "." && !internal {
		message += "main target " + string(quoted) + " defined"
	} else {
		message += "target " + string(quoted) + " defined for '" + key + "'"
	}
	message += " in the package config " + m.Path + importedFrom(base)
	if !internal && len(text) > 0 && (len(text) < 2 || text[:2] != "./") {
		message += `; targets must start with "./"`
	}
	return &Error{Class: "Error", Code: "ERR_INVALID_PACKAGE_TARGET", Message: message}
}
