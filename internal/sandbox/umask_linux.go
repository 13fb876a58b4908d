package sandbox

import (
	"io/fs"
	"os"
	"strconv"
	"strings"
	"sync"
)

// SystemUmask returns the process's mask. The system call would have to change it for a moment, for all threads; the kernel tells it in a file.
var SystemUmask = sync.OnceValue(func() fs.FileMode {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "\nUmask:")
	line, _, _ := strings.Cut(rest, "\n")
	mask, err := strconv.ParseUint(strings.TrimSpace(line), 8, 32)
	if err != nil {
		return usualUmask
	}
	return fs.FileMode(mask) & fs.ModePerm
})

const usualUmask = 0o022
