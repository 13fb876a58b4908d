// Package corpus runs real npm packages that carry WebAssembly, unchanged: each directory of testdata/cases is a driver with what node 20 prints for it, and
// the exact versions of the packages it uses. The samples called own-* need no package; the others are installed on request:
//
//	go test ./compat/corpus -install -timeout 60m
//
// needs npm and the network, and about a gigabyte in the user's cache directory (or where -packages says).
package corpus
