//go:build !linux

package os

import "runtime"

// systemInfo names the operating system, as uname does.
type systemInfo struct{ name, release, version, machine string }

// systemStatus is the state of the machine: bytes, seconds, load averages.
type systemStatus struct {
	free, total uint64
	uptime      float64
	load        [3]float64
}

func system() systemInfo {
	name := map[string]string{"darwin": "Darwin", "windows": "Windows_NT"}[runtime.GOOS]
	return systemInfo{name: name, machine: map[string]string{"amd64": "x86_64", "arm64": "arm64"}[runtime.GOARCH]}
}

func status() systemStatus { return systemStatus{} }
