package wasi

import "encoding/json"

// describe is the case as the script for node reads it.
func (c *testCase) describe(dir, root string) string {
	args := append([]string{c.program}, c.args...)
	env := c.env
	if env == nil {
		env = []string{}
	}
	text, err := json.Marshal(map[string]any{"dir": dir, "root": root, "args": args, "env": env, "wasm": c.wasm()})
	if err != nil {
		panic(err)
	}
	return string(text)
}
