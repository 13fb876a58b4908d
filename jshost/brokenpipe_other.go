//go:build !unix

package jshost

func surviveBrokenPipes() {}
