//go:build !linux

package process

import "os"

func isTTY(*os.File) bool { return true }
