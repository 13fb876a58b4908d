// Package lambda is the conformance suite of the Lambda runtime: black-box tests that start a real process, play the Runtime API to it on
// loopback, and look at what it posts, logs and ends with. Each row is one promise of the nodejs20.x runtime.
//
// The tests build and start our own binary. To run them against another runtime, give its command; it finds the function by _HANDLER and
// LAMBDA_TASK_ROOT:
//
//	go test ./compat/lambda -args -command "node /path/to/client.mjs"
//
// Rows marked beyond promise what the reference does not do; they are left out for a given command.
package lambda
