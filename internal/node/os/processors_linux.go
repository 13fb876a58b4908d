package os

import (
	"strings"
)

// processor is one of os.cpus: its times are in milliseconds.
type processor struct {
	model                      string
	speed                      uint64 // in MHz
	user, nice, sys, idle, irq uint64
}

const tick = 10 // milliseconds: what /proc counts in

// processors reads what the kernel tells of each.
func processors() []processor {
	var list []processor
	for _, line := range lines("/proc/stat") {
		fields := strings.Fields(line)
		if len(fields) < 7 || !strings.HasPrefix(fields[0], "cpu") || fields[0] == "cpu" {
			continue
		}
		list = append(list, processor{user: parseUint(fields[1]) * tick, nice: parseUint(fields[2]) * tick, sys: parseUint(fields[3]) * tick,
			idle: parseUint(fields[4]) * tick, irq: parseUint(fields[6]) * tick})
	}
	at := 0
	for _, line := range lines("/proc/cpuinfo") {
		name, value, _ := strings.Cut(line, ":")
		switch strings.TrimSpace(name) {
		case "model name":
			if at < len(list) {
				list[at].model = strings.TrimSpace(value)
			}
			at++
		case "cpu MHz":
			if at > 0 && at <= len(list) {
				whole, _, _ := strings.Cut(strings.TrimSpace(value), ".")
				list[at-1].speed = parseUint(whole)
			}
		}
	}
	return list
}
