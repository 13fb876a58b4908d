package jshost

import (
	"unicode/utf8"

	"github.com/dop251/goja"
)

// jsonText holds JSON.parse and JSON.stringify as they were when the host was made, whatever the guest does to its globals.
type jsonText struct {
	rt            *goja.Runtime
	parseFn, text goja.Callable
}

func newJSONText(rt *goja.Runtime) *jsonText {
	object := rt.GlobalObject().Get("JSON").ToObject(rt)
	j := &jsonText{rt: rt}
	j.parseFn, _ = goja.AssertFunction(object.Get("parse"))
	j.text, _ = goja.AssertFunction(object.Get("stringify"))
	return j
}

func (j *jsonText) parse(text []byte) (goja.Value, error) {
	v, err := j.parseFn(goja.Undefined(), j.rt.ToValue(string(text)))
	return v, asException(j.rt, err)
}

func (j *jsonText) stringify(v goja.Value) (text []byte, ok bool, err error) {
	s, err := j.text(goja.Undefined(), v)
	if err != nil {
		return nil, false, asException(j.rt, err)
	}
	if goja.IsUndefined(s) {
		return nil, false, nil
	}
	out := []byte(s.String())
	if !utf8.Valid(out) {
		out = []byte(string([]rune(s.String())))
	}
	return out, true, nil
}
