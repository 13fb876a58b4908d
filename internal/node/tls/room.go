// Package tls is node:tls over Go's crypto/tls. Certificates are judged here, not by crypto/tls, so that a program may look at a connection that
// is not to be trusted, and so that refusals have OpenSSL's names.
package tls

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed context.js
var contextSource string

//go:embed identity.js
var identitySource string

//go:embed socket.js
var socketSource string

//go:embed server.js
var serverSource string

//go:embed tls.js
var source string

var (
	contextScript  = realm.NewModuleScript("node:internal/tls/context", contextSource)
	identityScript = realm.NewModuleScript("node:internal/tls/identity", identitySource)
	socketScript   = realm.NewModuleScript("node:internal/tls/socket", socketSource)
	serverScript   = realm.NewModuleScript("node:internal/tls/server", serverSource)
	script         = realm.NewModuleScript("node:tls", source)
)

// Load builds the exports of tls.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "rootCertificates", 0, func(goja.FunctionCall) goja.Value { return rootCertificates(r) })
	return script.Load(r, native)
}

// LoadContext builds internal/tls/context: createSecureContext.
func LoadContext(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "context", 1, func(c goja.FunctionCall) goja.Value { return newContext(r, c.Argument(0).ToObject(r.Runtime)) })
	return contextScript.Load(r, native)
}

// LoadIdentity builds internal/tls/identity: checkServerIdentity.
func LoadIdentity(r *realm.Realm) (goja.Value, error) { return identityScript.Load(r, nil) }

// LoadSocket builds internal/tls/socket: TLSSocket.
func LoadSocket(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "start", 2, func(c goja.FunctionCall) goja.Value { return start(r, c) })
	r.Method(native, "bridge", 0, func(goja.FunctionCall) goja.Value { return newBridge(r) })
	return socketScript.Load(r, native)
}

// LoadServer builds internal/tls/server: Server.
func LoadServer(r *realm.Realm) (goja.Value, error) { return serverScript.Load(r, nil) }
