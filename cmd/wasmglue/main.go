// Command wasmglue runs node.js WebAssembly glue without node: as a program, as an OpenWhisk action, as an AWS Lambda function.
package main

import (
	"os"

	"github.com/wasmglue/wasmglue/internal/cli"
	_ "github.com/wasmglue/wasmglue/internal/prefault" // before anything else is initialised
)

func main() {
	os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr))
}
