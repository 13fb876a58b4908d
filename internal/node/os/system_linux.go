package os

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// systemInfo names the operating system, as uname does.
type systemInfo struct{ name, release, version, machine string }

// systemStatus is the state of the machine: bytes, seconds, load averages.
type systemStatus struct {
	free, total uint64
	uptime      float64
	load        [3]float64
}

func system() systemInfo {
	var u unix.Utsname
	if unix.Uname(&u) != nil {
		return systemInfo{name: "Linux"}
	}
	text := func(b []byte) string { return unix.ByteSliceToString(b) }
	return systemInfo{text(u.Sysname[:]), text(u.Release[:]), text(u.Version[:]), text(u.Machine[:])}
}

func status() systemStatus {
	var s systemStatus
	for _, line := range lines("/proc/meminfo") {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		switch fields[0] {
		case "MemTotal:":
			s.total = parseUint(fields[1]) * 1024
		case "MemAvailable:":
			s.free = parseUint(fields[1]) * 1024
		}
	}
	for _, line := range lines("/proc/uptime") {
		if fields := strings.Fields(line); len(fields) > 0 && s.uptime == 0 {
			s.uptime, _ = strconv.ParseFloat(fields[0], 64)
		}
	}
	for _, line := range lines("/proc/loadavg") {
		if fields := strings.Fields(line); len(fields) >= 3 {
			for i := range s.load {
				s.load[i], _ = strconv.ParseFloat(fields[i], 64)
			}
		}
	}
	return s
}

func lines(name string) []string {
	b, _ := os.ReadFile(name)
	return strings.Split(string(b), "\n")
}
