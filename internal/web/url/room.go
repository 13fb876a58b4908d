// Package url is the URL standard's URL and URLSearchParams (https://url.spec.whatwg.org/). Parsing and form encoding are Go, the classes
// JavaScript.
package url

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/idna"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed url.js
var source string

//go:embed searchparams.js
var paramsSource string

var (
	script       = realm.NewModuleScript("node:internal/url", source)
	paramsScript = realm.NewModuleScript("node:internal/url/search_params", paramsSource)
	parser       = sync.OnceValue(func() whatwg.Parser { return whatwg.NewParser() })
)

// part is an attribute of URL, with its setter.
type part struct {
	name string
	get  func(*whatwg.Url) string
	set  func(*whatwg.Url, string)
}

var parts = []part{
	{"href", func(u *whatwg.Url) string { return u.Href(false) }, nil},
	{"origin", origin, nil},
	{"protocol", (*whatwg.Url).Protocol, (*whatwg.Url).SetProtocol},
	{"username", (*whatwg.Url).Username, (*whatwg.Url).SetUsername},
	{"password", (*whatwg.Url).Password, (*whatwg.Url).SetPassword},
	{"host", (*whatwg.Url).Host, (*whatwg.Url).SetHost},
	{"hostname", (*whatwg.Url).Hostname, (*whatwg.Url).SetHostname},
	{"port", (*whatwg.Url).Port, (*whatwg.Url).SetPort},
	{"pathname", (*whatwg.Url).Pathname, (*whatwg.Url).SetPathname},
	{"search", (*whatwg.Url).Search, (*whatwg.Url).SetSearch},
	{"hash", (*whatwg.Url).Hash, (*whatwg.Url).SetHash},
}

func origin(u *whatwg.Url) string {
	switch u.Scheme() {
	case "http", "https", "ws", "wss", "ftp":
		return u.Protocol() + "//" + u.Host()
	case "blob":
		if inner, err := parser().Parse(u.Pathname()); err == nil && (inner.Scheme() == "http" || inner.Scheme() == "https") {
			return origin(inner)
		}
	}
	return "null"
}

// Load builds internal/url: URL.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "parse", 2, func(c goja.FunctionCall) goja.Value {
		u, err := parse(c.Argument(0).String(), c.Argument(1))
		if err != nil {
			return goja.Undefined()
		}
		return r.Runtime.ToValue(&handle{u})
	})
	getters, setters := r.Runtime.NewObject(), r.Runtime.NewObject()
	for _, p := range parts {
		r.Method(getters, p.name, 1, func(c goja.FunctionCall) goja.Value {
			return r.Runtime.ToValue(p.get(urlOf(c.Argument(0))))
		})
		if p.set != nil {
			r.Method(setters, p.name, 2, func(c goja.FunctionCall) goja.Value {
				p.set(urlOf(c.Argument(0)), c.Argument(1).String())
				return goja.Undefined()
			})
		}
	}
	_ = native.Set("get", getters)
	_ = native.Set("set", setters)
	r.Method(native, "toUnicode", 1, func(c goja.FunctionCall) goja.Value {
		text, err := idna.ToUnicode(c.Argument(0).String())
		if err != nil {
			text = c.Argument(0).String()
		}
		return r.Runtime.ToValue(text)
	})
	return script.Load(r, native)
}

// handle keeps the engine from reflecting over the parsed URL.
type handle struct{ url *whatwg.Url }

func urlOf(v goja.Value) *whatwg.Url { return v.Export().(*handle).url }

func parse(input string, base goja.Value) (*whatwg.Url, error) {
	if goja.IsUndefined(base) {
		return parser().Parse(input)
	}
	return parser().ParseRef(base.String(), input)
}

// LoadParams builds internal/url/search_params: URLSearchParams.
func LoadParams(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "parse", 1, func(c goja.FunctionCall) goja.Value {
		var out []any
		for _, pair := range strings.Split(c.Argument(0).String(), "&") {
			if pair == "" {
				continue
			}
			name, value, _ := strings.Cut(pair, "=")
			out = append(out, decodeForm(name), decodeForm(value))
		}
		return r.Runtime.NewArray(out...)
	})
	r.Method(native, "stringify", 1, func(c goja.FunctionCall) goja.Value {
		list := c.Argument(0).(*goja.Object)
		var b strings.Builder
		for i := range int(list.Get("length").ToInteger()) {
			if i > 0 {
				b.WriteByte("&="[i%2])
			}
			encodeForm(&b, list.Get(r.Runtime.ToValue(i).String()).String())
		}
		return r.Runtime.ToValue(b.String())
	})
	return paramsScript.Load(r, native)
}
