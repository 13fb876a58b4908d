package builtins

import (
	"reflect"
	"sort"
	"unicode/utf16"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
)

// matchPlaces finds the places of groups: the engine tells their texts only. Its own compiled expression is asked once more, at the place where
// it matched.
type matchPlaces struct {
	expression *regexp2.Regexp
	unicode    bool // characters are code points

	text       goja.String // the last text that was searched, and its characters: a global search comes again
	characters []rune
	offsets    []int // of the characters, in code units; nil if they are the same
}

// placesOf returns nil if the engine has another shape than is known.
func placesOf(object *goja.Object, unicode bool) *matchPlaces {
	impl := implementation(object)
	if !impl.IsValid() {
		return nil
	}
	for _, name := range []string{"pattern", "regexp2Wrapper"} {
		pointer := impl.FieldByName(name)
		if !pointer.IsValid() || pointer.Kind() != reflect.Pointer || pointer.IsNil() || pointer.Elem().Kind() != reflect.Struct {
			return nil
		}
		impl = pointer.Elem()
	}
	expression, ok := settable[*regexp2.Regexp](impl, "rx")
	if !ok {
		return nil
	}
	return &matchPlaces{expression: *expression, unicode: unicode}
}

// groupPlace is one group's.
type groupPlace struct {
	name       string
	start, end int
}

func (p *matchPlaces) find(text goja.String, index int) []groupPlace {
	p.read(text)
	start := index
	if p.offsets != nil {
		start = sort.SearchInts(p.offsets, index)
	}
	match, err := p.expression.FindRunesMatchStartingAt(p.characters, start)
	if match == nil || err != nil {
		return nil
	}
	var found []groupPlace
	for _, group := range match.Groups() {
		found = append(found, groupPlace{group.Name, p.offset(group.RuneIndex), p.offset(group.RuneIndex + group.RuneLength)})
	}
	return found
}

func (p *matchPlaces) offset(character int) int {
	if p.offsets == nil {
		return character
	}
	return p.offsets[character]
}

func (p *matchPlaces) read(text goja.String) {
	if p.text != nil && p.text.SameAs(text) {
		return
	}
	p.text, p.characters, p.offsets = text, nil, nil
	for at := 0; at < text.Length(); at++ {
		c := rune(text.CharAt(at))
		if p.unicode {
			p.offsets = append(p.offsets, at)
			if utf16.IsSurrogate(c) && at+1 < text.Length() {
				if pair := utf16.DecodeRune(c, rune(text.CharAt(at+1))); pair != '\ufffd' {
					c = pair
					at++
				}
			}
		}
		p.characters = append(p.characters, c)
	}
	if p.unicode {
		p.offsets = append(p.offsets, text.Length())
	}
}

// withIndices lets exec give the indices of expressions with flag d. Only the function behind RegExp.prototype.exec changes: the engine's short
// ways for other expressions stay.
func (i *installer) withIndices() {
	exec, ok := i.prototype("RegExp").Get("exec").(*goja.Object)
	if !ok {
		return
	}
	call, ok := settable[func(goja.FunctionCall) goja.Value](implementation(exec), "f")
	if !ok {
		return
	}
	original := *call
	*call = func(c goja.FunctionCall) goja.Value {
		w, ok := i.rewritten.Get(c.This)
		if !ok || w.places == nil {
			return original(c)
		}
		text := c.Argument(0).ToString().(goja.String)
		result := original(goja.FunctionCall{This: c.This, Arguments: []goja.Value{text}})
		if match, ok := result.(*goja.Object); ok {
			i.addIndices(match, w.places.find(text, int(match.Get("index").ToInteger())))
		}
		return result
	}
}

// addIndices gives a match its indices. A group that the match has not has none.
func (i *installer) addIndices(match *goja.Object, found []groupPlace) {
	values := make([]any, len(found))
	var groups *goja.Object
	for n, p := range found {
		value := goja.Undefined()
		if !goja.IsUndefined(match.Get(i.rt.ToValue(n).String())) {
			value = i.rt.NewArray(p.start, p.end)
		}
		values[n] = value
		if n > 0 && p.name != "" {
			if groups == nil {
				groups = i.rt.CreateObject(nil)
			}
			_ = groups.Set(p.name, value)
		}
	}
	indices := i.rt.NewArray(values...)
	_ = indices.Set("groups", goja.Undefined())
	if groups != nil {
		_ = indices.Set("groups", groups)
	}
	_ = match.Set("indices", indices)
}

// standard tells the engine whether it may take its short ways for an expression; they pass by exec.
func standard(expression *goja.Object, value bool) bool {
	impl := implementation(expression)
	if !impl.IsValid() {
		return false
	}
	field, ok := settable[bool](impl, "standard")
	if ok {
		*field = value
	}
	return ok
}
