package process

import (
	"math"
	"os"
	"strconv"
	"strings"
)

// memoryLimit is how much memory the control groups of the process leave it, in bytes; 0 where that is not known.
func memoryLimit() float64 {
	groups, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(groups), "\n") {
		parts := strings.SplitN(line, ":", 3)
		if len(parts) < 3 {
			continue
		}
		switch {
		case parts[0] == "0" && parts[1] == "":
			if limit, ok := limitIn("/sys/fs/cgroup" + parts[2] + "/memory.max"); ok {
				return limit
			}
			if limit, ok := limitIn("/sys/fs/cgroup/memory.max"); ok {
				return limit
			}
		case parts[1] == "memory":
			if limit, ok := limitIn("/sys/fs/cgroup/memory" + parts[2] + "/memory.limit_in_bytes"); ok {
				return limit
			}
			if limit, ok := limitIn("/sys/fs/cgroup/memory/memory.limit_in_bytes"); ok {
				return limit
			}
		}
	}
	return 0
}

func limitIn(file string) (limit float64, ok bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, false
	}
	if strings.TrimSpace(string(text)) == "max" {
		return math.MaxUint64, true
	}
	n, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64)
	return float64(n), err == nil
}
