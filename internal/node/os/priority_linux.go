package os

import (
	"os"
	"strconv"
	"syscall"
)

// getPriority returns a process's niceness: that of its first thread, as the kernel counts threads.
func getPriority(pid int) (int, error) {
	if pid == 0 {
		pid = os.Getpid()
	}
	n, err := syscall.Getpriority(syscall.PRIO_PROCESS, pid)
	return 20 - n, err // the system call tells it so, to keep it above zero
}

// setPriority sets it for all threads of the process that are there now.
func setPriority(pid, priority int) error {
	if pid == 0 {
		pid = os.Getpid()
	}
	if err := syscall.Setpriority(syscall.PRIO_PROCESS, pid, priority); err != nil {
		return err
	}
	threads, _ := os.ReadDir("/proc/" + strconv.Itoa(pid) + "/task")
	for _, t := range threads {
		if id, err := strconv.Atoi(t.Name()); err == nil && id != pid {
			_ = syscall.Setpriority(syscall.PRIO_PROCESS, id, priority) // it may have ended
		}
	}
	return nil
}
