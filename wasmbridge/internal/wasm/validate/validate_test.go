package validate_test

import (
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/spectest"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/validate"
)

// valid parses and validates a binary.
func valid(bin []byte) error {
	m, err := wasm.Parse(bin)
	if err != nil {
		return err
	}
	return validate.Bodies(m)
}

// validSince names the modules of core 1.0 scripts that a later version of the
// standard made valid.
var validSince = map[string]string{
	"v1/func.20.wasm":              "multi-value",
	"v1/func.21.wasm":              "multi-value",
	"v1/type.3.wasm":               "multi-value",
	"v1/type.4.wasm":               "multi-value",
	"v1/imports.47.wasm":           "several tables",
	"v1/imports.48.wasm":           "several tables",
	"v1/imports.49.wasm":           "several tables",
	"v1/unreached-invalid.87.wasm": "operands of br_table in unreachable code",
}

// TestSpecificationScripts holds every binary module of the specification's
// scripts against what the scripts say of it.
func TestSpecificationScripts(t *testing.T) {
	checked := 0
	for _, c := range spectest.Cases(t) {
		err := valid(c.Bytes)
		checked++
		if reason := validSince[c.Name()]; reason != "" {
			if err != nil {
				t.Errorf("%s (line %d): %v, want it valid: %s", c.Name(), c.Line, err, reason)
			}
			continue
		}
		switch c.Kind {
		case "assert_invalid", "assert_malformed":
			if err == nil {
				t.Errorf("%s (line %d): accepted, want %s %q", c.Name(), c.Line, c.Kind, c.Text)
			}
		default:
			if err != nil {
				t.Errorf("%s (line %d): %v, want a valid module", c.Name(), c.Line, err)
			}
		}
	}
	t.Logf("%d modules", checked)
}
