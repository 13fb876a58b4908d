//go:build !linux

// Package prefault does nothing on this system: see prefault_linux.go.
package prefault
