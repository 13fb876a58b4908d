package lambda

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/wasmglue/wasmglue/internal/wasi"
	"github.com/wasmglue/wasmglue/internal/wasi/direct"
	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

// failure is an error as the platform gives it to the caller.
type failure struct {
	kind, message string
	trace         []string
}

func newFailure(kind, message string) failure {
	return failure{kind, message, []string{kind + ": " + message}}
}

// body is what is posted.
func (f failure) body() string {
	return jsonText(map[string]any{"errorType": f.kind, "errorMessage": f.message, "trace": f.trace})
}

// cause describes the failure for X-Ray.
func (f failure) cause(dir string) string {
	exception := map[string]any{"type": f.kind, "message": f.message, "stack": []any{}}
	return jsonText(map[string]any{"working_directory": dir, "exceptions": []any{exception}, "paths": []any{}})
}

// jsonText is JSON without Go's escaping for HTML.
func jsonText(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // strings and what holds them
	return strings.TrimSuffix(b.String(), "\n")
}

// loadFailure says why a module cannot be served, in the types that JavaScript's loader has for the like.
func (m *wasmModule) loadFailure(err error) failure {
	var (
		noExport   *wasi.ExportError
		invalid    *wasi.CompileError
		imports    *wasi.ImportError
		descriptor *direct.DescriptorError
		file       *fs.PathError
	)
	switch {
	case errors.As(err, &noExport):
		text := m.settings.handler + " is undefined or not exported"
		return newFailure("Runtime.HandlerNotFound", fmt.Sprintf("%s: %s exports %s", text, m.file.name, strings.Join(noExport.Exports, ", ")))
	case errors.As(err, &invalid):
		return newFailure("Runtime.UserCodeSyntaxError", "CompileError: "+err.Error())
	case errors.As(err, &descriptor):
		return newFailure("Runtime.UserCodeSyntaxError", "DescriptorError: "+err.Error())
	case errors.As(err, &imports):
		return newFailure("Runtime.ImportModuleError", "LinkError: "+err.Error())
	case errors.As(err, &file):
		return newFailure("Runtime.ImportModuleError", "Error: "+err.Error())
	}
	return newFailure("Runtime.HostFault", err.Error())
}

// callFailure says why an invocation failed.
func callFailure(event []byte, err error) failure {
	var (
		trap     *wasi.TrapError
		exit     *wasi.ExitError
		params   *direct.ParamsError
		argument *direct.ArgumentError
		result   *direct.ResultError
		memory   *wasi.InstantiateError
		syntax   *jsonedge.SyntaxError
	)
	switch {
	case errors.As(err, &trap):
		return failure{trap.Name, trap.Message, strings.Split(trap.Stack(), "\n")}
	case errors.As(err, &exit):
		return newFailure("Runtime.ExitError", "the program ended with "+exit.Error())
	case errors.As(err, &params) && errors.As(jsonedge.Check(event), &syntax):
		return newFailure("SyntaxError", syntaxMessage(event, syntax))
	case errors.As(err, &params):
		return newFailure("ParamsError", err.Error())
	case errors.As(err, &argument):
		return newFailure("ArgumentError", err.Error())
	case errors.As(err, &result):
		return newFailure("ResultError", err.Error())
	case errors.As(err, &memory):
		return newFailure("InstantiateError", err.Error())
	}
	return newFailure("Runtime.HostFault", err.Error())
}
