package inspect

import (
	"math"

	"github.com/dop251/goja"
)

// options are the options of util.inspect.
type options struct {
	showHidden       bool
	depth            float64 // +Inf for null and Infinity
	colors           bool
	customInspect    bool
	showProxy        bool
	maxArrayLength   float64
	maxStringLength  float64
	breakLength      float64
	compact          int // 0 is false, compactAll is true
	sorted           goja.Value
	getters          string // "", "all", "get", "set"
	numericSeparator bool
}

const compactAll = 1 << 20

func defaults() options {
	return options{depth: 2, customInspect: true, maxArrayLength: 100, maxStringLength: 10000, breakLength: 80, compact: 3}
}

var optionNames = []string{"showHidden", "depth", "colors", "customInspect", "showProxy", "maxArrayLength", "maxStringLength", "breakLength",
	"compact", "sorted", "getters", "numericSeparator"}

func (o *options) apply(object *goja.Object) {
	for _, name := range optionNames {
		if v := object.Get(name); v != nil {
			o.set(name, v)
		}
	}
}

func (o *options) set(name string, v goja.Value) {
	if goja.IsUndefined(v) && name != "depth" && name != "breakLength" && name != "compact" {
		v = goja.Undefined()
	}
	switch name {
	case "showHidden":
		o.showHidden = v.ToBoolean()
	case "depth":
		o.depth = limit(v)
	case "colors":
		o.colors = v.ToBoolean()
	case "customInspect":
		o.customInspect = v.ToBoolean()
	case "showProxy":
		o.showProxy = v.ToBoolean()
	case "maxArrayLength":
		o.maxArrayLength = limit(v)
	case "maxStringLength":
		o.maxStringLength = limit(v)
	case "breakLength":
		o.breakLength = limit(v)
	case "compact":
		o.compact = compactness(v)
	case "sorted":
		o.sorted = nil
		if v.ToBoolean() {
			o.sorted = v
		}
	case "getters":
		o.getters = getterMode(v)
	case "numericSeparator":
		o.numericSeparator = v.ToBoolean()
	}
}

// limit reads a number of which null is no limit.
func limit(v goja.Value) float64 {
	if goja.IsNull(v) {
		return math.Inf(1)
	}
	return v.ToFloat()
}

func compactness(v goja.Value) int {
	switch x := v.Export().(type) {
	case bool:
		if x {
			return compactAll
		}
		return 0
	case int64:
		return int(x)
	case float64:
		return int(x)
	}
	return 0
}

func getterMode(v goja.Value) string {
	if goja.IsString(v) {
		return v.String()
	}
	if v.ToBoolean() {
		return "all"
	}
	return ""
}

func numberValue(rt *goja.Runtime, f float64) goja.Value { return rt.ToValue(f) }

// export makes the options object that a custom inspect function receives.
func (o *options) export(rt *goja.Runtime, stylize, inspect goja.Value) *goja.Object {
	out := rt.NewObject()
	_ = out.Set("showHidden", o.showHidden)
	_ = out.Set("depth", numberValue(rt, o.depth))
	_ = out.Set("colors", o.colors)
	_ = out.Set("customInspect", o.customInspect)
	_ = out.Set("showProxy", o.showProxy)
	_ = out.Set("maxArrayLength", numberValue(rt, o.maxArrayLength))
	_ = out.Set("maxStringLength", numberValue(rt, o.maxStringLength))
	_ = out.Set("breakLength", numberValue(rt, o.breakLength))
	switch o.compact {
	case compactAll:
		_ = out.Set("compact", true)
	case 0:
		_ = out.Set("compact", false)
	default:
		_ = out.Set("compact", o.compact)
	}
	_ = out.Set("sorted", false)
	if o.sorted != nil {
		_ = out.Set("sorted", o.sorted)
	}
	_ = out.Set("getters", false)
	if o.getters == "all" {
		_ = out.Set("getters", true)
	} else if o.getters != "" {
		_ = out.Set("getters", o.getters)
	}
	_ = out.Set("numericSeparator", o.numericSeparator)
	_ = out.Set("stylize", stylize)
	return out
}
