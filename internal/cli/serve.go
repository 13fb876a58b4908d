package cli

import (
	"errors"
)

var serveCommand = command{
	name:    "serve",
	args:    "openwhisk|lambda [flags]",
	summary: "be an OpenWhisk action container or a Lambda runtime",
	help: `wasmglue serve openwhisk listens for POST /init and POST /run, as the nodejs:20 action container does.
wasmglue serve lambda is the custom runtime of AWS Lambda; the binary is that too when it is called bootstrap.

"wasmglue serve openwhisk --help" and "wasmglue serve lambda --help" list their flags.`,
}

func init() { serveCommand.run = runServe }

func runServe(in *invocation) int {
	if len(in.args) > 0 {
		switch platform := in.args[0]; platform {
		case "openwhisk":
			return serveOpenWhisk(in, in.args[1:])
		case "lambda":
			return serveLambda(in, in.args[1:])
		}
	}
	flags := newFlags("serve")
	if _, code, done := in.parse(flags, false); done {
		return code
	}
	return in.usage(flags, errors.New("say which platform: openwhisk or lambda"))
}
