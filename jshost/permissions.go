package jshost

import "github.com/wasmglue/wasmglue/internal/sandbox"

// Permissions are what a guest may reach of files, environment, network and programs. The zero value is nothing.
type Permissions = sandbox.Permissions

// Grant says which resources of one kind are allowed, and which are denied all the same.
type Grant = sandbox.Grant

// AllPermissions are those of a script in node.
func AllPermissions() Permissions { return sandbox.AllPermissions() }

// ParsePermissions reads permissions as the command line has them, one flag a word: "--allow-read=data", "--deny-env=SECRET", "--sandbox".
// Relative paths are taken from dir; own is the directory that --sandbox lets read. A word that is no permission is an error.
func ParsePermissions(dir, own string, words ...string) (Permissions, error) {
	return sandbox.ParsePermissions(dir, own, words)
}
