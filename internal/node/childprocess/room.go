// Package childprocess is node:child_process: programs are started, fed and waited for in Go; events, streams and messages are JavaScript.
package childprocess

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed child_process.js
var source string

//go:embed arguments.js
var argumentsSource string

//go:embed stdio.js
var stdioSource string

//go:embed stream.js
var streamSource string

//go:embed channel.js
var channelSource string

//go:embed child.js
var childSource string

var (
	script          = realm.NewModuleScript("node:child_process", source)
	argumentsScript = realm.NewModuleScript("node:internal/child_process/arguments", argumentsSource)
	stdioScript     = realm.NewModuleScript("node:internal/child_process/stdio", stdioSource)
	streamScript    = realm.NewModuleScript("node:internal/child_process/stream", streamSource)
	channelScript   = realm.NewModuleScript("node:internal/child_process/channel", channelSource)
	childScript     = realm.NewModuleScript("node:internal/child_process", childSource)
)

// Load builds the exports of child_process.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }

// LoadArguments builds internal/child_process/arguments: what the functions of child_process check and make of their arguments.
func LoadArguments(r *realm.Realm) (goja.Value, error) { return argumentsScript.Load(r, nil) }

// LoadStdio builds internal/child_process/stdio: what the option stdio means.
func LoadStdio(r *realm.Realm) (goja.Value, error) { return stdioScript.Load(r, nil) }

// LoadStream builds internal/child_process/stream: the streams at our ends of a program's pipes.
func LoadStream(r *realm.Realm) (goja.Value, error) { return streamScript.Load(r, nil) }

// LoadChannel builds internal/child_process/channel: messages to and from other processes. The first load attaches process to its parent, if that
// gave it a channel.
func LoadChannel(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	if parent := r.Process.Channel; parent != nil {
		_ = native.Set("inherited", openChannel(r, parent.FD))
		_ = native.Set("serialization", parent.Serialization)
	}
	return channelScript.Load(r, native)
}

// LoadChild builds internal/child_process: the class ChildProcess, and running a program to its end.
func LoadChild(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	define(r, native)
	return childScript.Load(r, native)
}
