// Package fs is node:fs: one core of operations in Go, three faces (sync, callback, promises) in JavaScript.
package fs
