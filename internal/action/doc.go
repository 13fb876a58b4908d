// Package action reads and writes action packages: the zip, tar.gz, directory
// or single file in which a serverless function reaches us.
//
// Archives come from outside and are hostile until checked. [Unpack] checks
// every name, kind and size against [Limits] before it writes, writes only
// through an [os.Root], and leaves nothing behind when it refuses. [Open] does
// the same for a path on disk. [FindEntry] says which file of an unpacked
// package is the one to load, by node's rules. [Bundle] writes packages whose
// bytes depend on their content alone.
package action
