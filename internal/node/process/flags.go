package process

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// defineFlags defines what process shows of the switches of the command line.
func defineFlags(r *realm.Realm, native *goja.Object) {
	f := r.Process.Flags
	var on []any
	for _, s := range []struct {
		set  bool
		name string
	}{
		{f.NoDeprecation, "noDeprecation"}, {f.ThrowDeprecation, "throwDeprecation"}, {f.TraceDeprecation, "traceDeprecation"},
		{f.TraceWarnings, "traceProcessWarnings"},
	} {
		if s.set {
			on = append(on, s.name)
		}
	}
	disabled := make([]any, len(f.DisabledWarnings))
	for i, name := range f.DisabledWarnings {
		disabled[i] = name
	}
	flags := r.Runtime.NewObject()
	_ = flags.Set("on", r.Runtime.NewArray(on...))
	_ = flags.Set("disabled", r.Runtime.NewArray(disabled...))
	_ = flags.Set("noWarnings", f.NoWarnings)
	_ = flags.Set("redirect", f.Others["--redirect-warnings"])
	_ = flags.Set("pendingDeprecation", f.PendingDeprecation)
	if f.Eval != nil {
		_ = flags.Set("eval", *f.Eval)
	}
	_ = native.Set("flags", flags)
}

// LoadOptions builds internal/options: getOptionValue(name) is the value of a switch, as node's own modules ask for it.
func LoadOptions(r *realm.Realm) (goja.Value, error) {
	exports := r.Runtime.NewObject()
	r.Method(exports, "getOptionValue", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(optionValue(&r.Process.Flags, c.Argument(0).String()))
	})
	return exports, nil
}

func optionValue(f *realm.Flags, name string) any {
	switch name {
	case "--warnings":
		return !f.NoWarnings
	case "--deprecation":
		return !f.NoDeprecation
	case "--pending-deprecation":
		return f.PendingDeprecation
	case "--trace-deprecation":
		return f.TraceDeprecation
	case "--throw-deprecation":
		return f.ThrowDeprecation
	case "--trace-warnings":
		return f.TraceWarnings
	case "--enable-source-maps":
		return f.EnableSourceMaps
	case "--expose-gc":
		return f.ExposeGC
	case "--unhandled-rejections":
		return f.UnhandledRejections
	case "--preserve-symlinks":
		return f.PreserveSymlinks
	}
	if v, ok := f.Others[name]; ok {
		return v
	}
	return nil
}
