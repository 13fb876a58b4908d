//go:build !linux

package os

import "runtime"

// processor is one of os.cpus: its times are in milliseconds.
type processor struct {
	model                      string
	speed                      uint64 // in MHz
	user, nice, sys, idle, irq uint64
}

// processors tells how many there are, and nothing of them.
func processors() []processor {
	list := make([]processor, runtime.NumCPU())
	for i := range list {
		list[i].model = "unknown"
	}
	return list
}
