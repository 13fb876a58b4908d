//go:build !unix

package fs

func systemAccess(string, uint32) error { return nil }
