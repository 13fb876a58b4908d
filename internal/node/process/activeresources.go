package process

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// resourceNames are what process.getActiveResourcesInfo calls the kinds of operations of which async_hooks has another name.
var resourceNames = map[string]string{
	"FSREQCALLBACK": "FSReqCallback", "FSEVENTWRAP": "FSEvent", "TCPWRAP": "TCPSocketWrap", "TCPSERVERWRAP": "TCPServerWrap", "PIPEWRAP": "PipeWrap",
	"PIPESERVERWRAP": "PipeServerWrap", "TTYWRAP": "TTYWrap", "PROCESSWRAP": "ProcessWrap", "GETADDRINFOREQWRAP": "GetAddrInfoReqWrap",
	"GETNAMEINFOREQWRAP": "GetNameInfoReqWrap", "UDPWRAP": "UDPWrap", "TLSWRAP": "TLSWrap", "ZLIB": "Zlib", "MESSAGEPORT": "MessagePort",
	"SIGNALWRAP": "SignalWrap", "TCPCONNECTWRAP": "TCPConnectWrap", "PIPECONNECTWRAP": "PipeConnectWrap",
}

// activeResources lists what keeps the loop alive, by kind.
func activeResources(r *realm.Realm) goja.Value {
	var names []any
	for _, kind := range r.Loop.Active() {
		if name, ok := resourceNames[kind]; ok {
			kind = name
		}
		names = append(names, kind)
	}
	return r.Runtime.NewArray(names...)
}
