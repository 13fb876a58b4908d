// Package inspect is util.inspect and util.format in Go: what every log line and every printed object goes through.
package inspect

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed styles.js
var source string

var script = realm.NewModuleScript("node:internal/util/inspect", source)

// intrinsics are what a printer needs of its realm.
type intrinsics struct {
	realm           *realm.Realm
	native          *goja.Object
	inspectFunction goja.Value
	customSymbol    *goja.Symbol
	constructorKey  goja.Value
	styles          *goja.Object
	colorTable      *goja.Object
	defaultOptions  options
	errorCtor       *goja.Object

	ownSymbols, functionText, regexpText, errorText, isoString, setSize, mapSize, setForEach, mapForEach, typedLength, typedTag goja.Callable
	valueOf                                                                                                                     map[string]goja.Callable
}

// Load builds the exports: inspect, format, formatWithOptions, getStringWidth, stripVTControlCharacters.
func Load(r *realm.Realm) (goja.Value, error) {
	in := &intrinsics{realm: r, native: r.Runtime.NewObject(), constructorKey: r.Runtime.ToValue("constructor"), defaultOptions: defaults()}
	in.inspectFunction = r.Function("inspect", 2, in.inspect)
	r.Method(in.native, "format", 0, func(c goja.FunctionCall) goja.Value {
		return in.join(nil, c.Arguments)
	})
	r.Method(in.native, "formatWithOptions", 1, func(c goja.FunctionCall) goja.Value {
		object, ok := c.Argument(0).(*goja.Object)
		if !ok {
			r.ThrowArgType("inspectOptions", "of type object", c.Argument(0))
		}
		return in.join(object, c.Arguments[1:])
	})
	r.Method(in.native, "stripVTControlCharacters", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(stripColors(r.StringArg(c.Argument(0), "str")))
	})
	r.Method(in.native, "getStringWidth", 1, func(c goja.FunctionCall) goja.Value {
		strip := len(c.Arguments) < 2 || c.Argument(1).ToBoolean()
		return r.Runtime.ToValue(displayWidth(c.Argument(0).String(), strip))
	})
	in.setters()
	return script.Load(r, in.native)
}

func (in *intrinsics) setters() {
	r := in.realm
	_ = in.native.Set("inspect", in.inspectFunction)
	r.Method(in.native, "setup", 4, func(c goja.FunctionCall) goja.Value {
		in.customSymbol = c.Argument(0).(*goja.Symbol)
		in.styles, in.colorTable = c.Argument(1).(*goja.Object), c.Argument(2).(*goja.Object)
		in.adopt(c.Argument(3).(*goja.Object))
		return goja.Undefined()
	})
	r.Method(in.native, "setDefaults", 1, func(c goja.FunctionCall) goja.Value {
		in.defaultOptions.apply(c.Argument(0).(*goja.Object))
		return goja.Undefined()
	})
	r.Method(in.native, "getDefaults", 0, func(goja.FunctionCall) goja.Value {
		out := in.defaultOptions.export(r.Runtime, goja.Undefined(), goja.Undefined())
		_ = out.Delete("stylize")
		return out
	})
}

// adopt takes the functions of the realm's own classes, before anything could replace them.
func (in *intrinsics) adopt(table *goja.Object) {
	fn := func(name string) goja.Callable {
		f, _ := goja.AssertFunction(table.Get(name))
		return f
	}
	in.errorCtor = table.Get("Error").(*goja.Object)
	in.ownSymbols, in.functionText, in.regexpText, in.errorText = fn("ownSymbols"), fn("functionText"), fn("regexpText"), fn("errorText")
	in.isoString, in.setSize, in.mapSize = fn("isoString"), fn("setSize"), fn("mapSize")
	in.setForEach, in.mapForEach, in.typedLength, in.typedTag = fn("setForEach"), fn("mapForEach"), fn("typedLength"), fn("typedTag")
	in.valueOf = map[string]goja.Callable{}
	for _, kind := range []string{"String", "Number", "Boolean", "Symbol", "BigInt"} {
		in.valueOf[kind] = fn("valueOf" + kind)
	}
}

// inspect is util.inspect(value, options) and its old form (value, showHidden, depth, colors).
func (in *intrinsics) inspect(c goja.FunctionCall) goja.Value {
	p := &printer{options: in.defaultOptions, intrinsics: in}
	if v := c.Argument(2); !goja.IsUndefined(v) {
		p.depth = limit(v)
	}
	if v := c.Argument(3); !goja.IsUndefined(v) {
		p.colors = v.ToBoolean()
	}
	switch v := c.Argument(1).(type) {
	case *goja.Object:
		p.configure(v)
	default:
		if !realm.IsNullish(v) && v.ExportType().Kind().String() == "bool" {
			p.showHidden = v.ToBoolean()
		}
	}
	return in.realm.Runtime.ToValue(p.value(c.Argument(0), 0, false))
}

func (p *printer) configure(object *goja.Object) {
	p.options.apply(object)
	for _, key := range object.Keys() {
		if !isOption(key) {
			p.userOptions = object
			return
		}
	}
}

func isOption(key string) bool {
	for _, name := range optionNames {
		if name == key {
			return true
		}
	}
	return key == "stylize"
}

func (in *intrinsics) print(v goja.Value, opts *goja.Object, change func(*printer)) string {
	p := &printer{options: in.defaultOptions, intrinsics: in}
	if opts != nil {
		p.configure(opts)
	}
	if change != nil {
		change(p)
	}
	return p.value(v, 0, false)
}
