//go:build !linux

package realm

import "os"

func isTerminal(f *os.File) bool { return f.Name() != os.DevNull }
