// Package wasi runs WebAssembly programs without JavaScript: commands of the WebAssembly System Interface (those with a _start), and, in
// package direct, modules whose exported functions are actions.
//
// [Compile] makes a [Module], which is compiled once and may be instantiated any number of times, also at the same time. [Module.Run] runs a
// command to its end as an operating system would a program: [Process] has its arguments, environment, streams and directories.
//
// The interface itself is in package preview1, what a program sees of files in package files.
package wasi
