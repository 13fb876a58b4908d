// Package handle is the native halves of streams and servers, in the manner of libuv's handles: what sockets, local sockets, TLS and the pipes of
// child processes have in common. JavaScript gets objects that read, write and close, and error numbers; what is made of these is its own.
package handle

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// Exports is the module of handles that core modules require: TCP() and Pipe() make handles that are to be connected, openPipe(fd) one of what is
// open, listenTCP and listenPipe servers, UDP(version) datagram sockets.
func Exports(r *realm.Realm) *goja.Object {
	k := classOf(r)
	exports := r.Runtime.NewObject()
	for _, kind := range []kind{tcp, pipe} {
		r.Method(exports, string(kind), 0, func(goja.FunctionCall) goja.Value { return newHandle(r, kind).object })
	}
	r.Method(exports, "openPipe", 1, func(c goja.FunctionCall) goja.Value {
		return OpenPipe(r, int(c.Argument(0).ToInteger())).object
	})
	r.Method(exports, "openInherited", 1, func(c goja.FunctionCall) goja.Value { return openInherited(r, int(c.Argument(0).ToInteger())) })
	r.Method(exports, "listenTCP", 5, k.listenTCP)
	r.Method(exports, "UDP", 1, k.udp)
	r.Method(exports, "listenPipe", 3, k.listenPipe)
	_ = exports.Set("END", statusEnd)
	return exports
}
