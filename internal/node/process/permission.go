package process

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// scopes are the names that process.permission.has takes: node's, and net, env and run, of which node's model of version 20 knows nothing.
var scopes = map[string][]sandbox.Permission{
	"fs":       {sandbox.ReadFiles, sandbox.WriteFiles},
	"fs.read":  {sandbox.ReadFiles},
	"fs.write": {sandbox.WriteFiles},
	"child":    {sandbox.Run},
	"run":      {sandbox.Run},
	"net":      {sandbox.Net},
	"env":      {sandbox.Environ},
	"worker":   {}, // workers have their host's permissions
}

// definePermission defines what process.permission stands on. Without permissions that narrow anything there is none, as in node.
func definePermission(r *realm.Realm, native *goja.Object) {
	_ = native.Set("restricted", r.Sandbox.Restricted())
	r.Method(native, "hasPermission", 2, func(c goja.FunctionCall) goja.Value {
		kinds, known := scopes[c.Argument(0).String()]
		resource := ""
		if v := c.Argument(1); !realm.IsNullish(v) {
			resource = v.String()
		}
		for _, kind := range kinds {
			known = known && r.Sandbox.Check(kind, resource)
		}
		return r.Runtime.ToValue(known)
	})
}
