// Package lambda makes JavaScript functions written for AWS Lambda's nodejs20.x run without node, and WebAssembly functions without JavaScript
// (docs/lambda.md).
//
// [Serve] is a custom runtime (provided.al2023, or a container image): it loads the handler that _HANDLER names, takes events from the Runtime
// API and posts what the handler answers, with the context object, the callbacks, the response streams, the logs, the error bodies and the exit
// codes of AWS's own Node.js runtime interface client, line 3.x. [NewHandler] puts the same function behind the Handler interface of
// github.com/aws/aws-lambda-go/lambda, for Go programs. [Package] writes deployment packages.
package lambda
