package direct

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/internal/wasi"
)

// exportCall is one call of an exported function.
type exportCall struct {
	action   *Action
	instance *wasi.Instance
	name     string
	results  []api.ValueType
}

func (c *exportCall) run(ctx context.Context, s *Signature, values []value) ([]byte, error) {
	var stack []uint64
	for _, v := range values {
		if !v.inMem {
			stack = append(stack, v.number)
			continue
		}
		ptr, err := c.store(ctx, v.bytes)
		if err != nil {
			return nil, err
		}
		stack = append(stack, uint64(ptr), uint64(len(v.bytes)))
	}
	results, err := c.instance.Call(ctx, c.name, stack...)
	if err != nil {
		return nil, err
	}
	return c.encode(ctx, s.Result, results)
}

// encode makes JSON of what the function returned.
func (c *exportCall) encode(ctx context.Context, t Type, results []uint64) ([]byte, error) {
	switch {
	case t == Void:
		return []byte("{}"), nil
	case !t.inMemory():
		return wrap(number(t, results[0]))
	}
	data, ptr, err := c.load(results)
	if err != nil {
		return nil, err
	}
	out, err := c.encodeBytes(t, data)
	if err == nil {
		err = c.giveBack(ctx, ptr, len(data))
	}
	return out, err
}

func (c *exportCall) encodeBytes(t Type, data []byte) ([]byte, error) {
	switch t {
	case Bytes:
		return wrap(strconv.Quote(base64.StdEncoding.EncodeToString(data)))
	case Text:
		if !utf8.Valid(data) {
			return nil, &ResultError{c.name + " returned a string that is not UTF-8"}
		}
		return wrap(quote(string(data)))
	}
	if !json.Valid(data) {
		return nil, &ResultError{c.name + " returned something that is not JSON"}
	}
	if b := first(data); b != '{' && b != '[' {
		return wrap(string(data))
	}
	return append([]byte(nil), data...), nil
}

// quote writes a JSON string, without json.Marshal's care for HTML.
func quote(text string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a string and a Builder: nothing can fail
	return strings.TrimSuffix(b.String(), "\n")
}

// wrap makes an object of a value: an action returns objects.
func wrap(text string) ([]byte, error) { return []byte(`{"result":` + text + `}`), nil }
