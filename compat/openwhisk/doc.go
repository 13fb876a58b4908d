// Package openwhisk is the black-box conformance suite of the action container contract: every row of what was observed on the nodejs runtime,
// over real HTTP against a real process, with the log framing checked on both streams.
//
//	go test ./compat/openwhisk                                   # against this tree's own binary
//	go test ./compat/openwhisk -command "node app.js" -reference  # against another runtime, leaving out where ours differs on purpose
//
// The command is started with the port to listen on in the environment variable PORT.
package openwhisk
