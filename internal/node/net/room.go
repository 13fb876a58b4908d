// Package net is node:net: streams over TCP and local sockets, and what else has a handle like theirs. Handles are Go, in the manner of
// libuv's; sockets and servers are JavaScript.
package net

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/handle"
	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed address.js
var addressSource string

//go:embed failure.js
var failureSource string

//go:embed socket.js
var socketSource string

//go:embed connect.js
var connectSource string

//go:embed server.js
var serverSource string

//go:embed net.js
var netSource string

var (
	addressScript = realm.NewModuleScript("node:internal/net/address", addressSource)
	failureScript = realm.NewModuleScript("node:internal/net/failure", failureSource)
	socketScript  = realm.NewModuleScript("node:internal/net/socket", socketSource)
	connectScript = realm.NewModuleScript("node:internal/net/connect", connectSource)
	serverScript  = realm.NewModuleScript("node:internal/net/server", serverSource)
	netScript     = realm.NewModuleScript("node:net", netSource)
)

// Load builds the exports of net.
func Load(r *realm.Realm) (goja.Value, error) { return netScript.Load(r, nil) }

// LoadSocket builds internal/net/socket: Socket.
func LoadSocket(r *realm.Realm) (goja.Value, error) { return socketScript.Load(r, nil) }

// LoadConnect builds internal/net/connect: how a socket gets its connection.
func LoadConnect(r *realm.Realm) (goja.Value, error) { return connectScript.Load(r, nil) }

// LoadServer builds internal/net/server: Server.
func LoadServer(r *realm.Realm) (goja.Value, error) { return serverScript.Load(r, nil) }

// LoadFailure builds internal/net/failure: the errors of statuses.
func LoadFailure(r *realm.Realm) (goja.Value, error) { return failureScript.Load(r, nil) }

// LoadHandle builds internal/net/handle: the handles themselves.
func LoadHandle(r *realm.Realm) (goja.Value, error) { return handle.Exports(r), nil }

// LoadAddress builds internal/net/address: isIP and its kin, SocketAddress, BlockList.
func LoadAddress(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	defineAddress(r, native)
	return addressScript.Load(r, native)
}
