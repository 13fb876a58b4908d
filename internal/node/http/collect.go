package http

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// single are the fields of which the first one counts.
const single = " age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since last-modified location " +
	"max-forwards proxy-authorization referer retry-after server user-agent "

// collect makes the object of raw fields by their names in lower case. join keeps repeated ones that otherwise count once; distinct makes a list
// of each.
func collect(r *realm.Realm, raw *goja.Object, join, distinct bool) goja.Value {
	var names []string
	values := map[string][]goja.Value{}
	n := int(raw.Get("length").ToInteger())
	at := func(i int) goja.Value { return raw.Get(r.Runtime.ToValue(i).String()) }
	for i := 0; i+1 < n; i += 2 {
		name := strings.ToLower(at(i).String())
		if values[name] == nil {
			names = append(names, name)
		}
		values[name] = append(values[name], at(i+1))
	}
	out := r.Runtime.NewObject()
	if distinct {
		_ = out.SetPrototype(nil)
	}
	for _, name := range names {
		if name == "__proto__" && !distinct { // an assignment in node: it is lost
			continue
		}
		_ = out.DefineDataProperty(name, together(r, name, values[name], join, distinct), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	return out
}

func together(r *realm.Realm, name string, values []goja.Value, join, distinct bool) goja.Value {
	switch {
	case distinct || name == "set-cookie":
		list := make([]any, len(values))
		for i, v := range values {
			list[i] = v
		}
		return r.Runtime.NewArray(list...)
	case len(values) == 1 || !join && strings.Contains(single, " "+name+" "):
		return values[0]
	case name == "cookie":
		return joined(values, ';')
	}
	return joined(values, ',')
}

// joined puts a separator and a space between values.
func joined(values []goja.Value, separator uint16) goja.Value {
	var units []uint16
	for i, v := range values {
		if i > 0 {
			units = append(units, separator, ' ')
		}
		text, ok := v.ToString().(goja.String)
		for j := 0; ok && j < text.Length(); j++ {
			units = append(units, text.CharAt(j))
		}
	}
	return goja.StringFromUTF16(units)
}
