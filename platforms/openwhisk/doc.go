// Package openwhisk serves actions to Apache OpenWhisk: [Server] is an action container (POST /init, POST /run), a drop-in for the
// nodejs:20 kind, and [RunLoop] is an ActionLoop executable for the proxy of openwhisk-runtime-go.
//
// Statuses, texts and log framing are those of the nodejs runtime (github.com/apache/openwhisk-runtime-nodejs), observed; the user-visible
// differences are listed in docs/openwhisk.md.
package openwhisk
