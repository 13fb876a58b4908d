//go:build !linux

package os

import "syscall"

func getPriority(int) (int, error) { return 0, syscall.ENOSYS }
func setPriority(int, int) error   { return syscall.ENOSYS }
