// Package node holds the script tests of node's core modules: testdata/<module>/*.js print one line a check, and the .golden file beside
// each is what node 20 prints. Refresh them with
//
//	go test ./compat/node -update
//
// on a machine that has node 20.
package node
