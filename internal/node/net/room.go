// Package net is node:net: streams over TCP and local sockets, and what else has a handle like theirs.
package net

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed address.js
var addressSource string

var addressScript = realm.NewModuleScript("node:internal/net/address", addressSource)

// LoadAddress builds internal/net/address: isIP and its kin, SocketAddress, BlockList.
func LoadAddress(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	defineAddress(r, native)
	return addressScript.Load(r, native)
}
