//go:build unix

package process

import "syscall"

// resources are the numbers of process.resourceUsage, in its order.
func resources() []any {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return make([]any, 16)
	}
	values := []int64{u.Utime.Nano() / 1000, u.Stime.Nano() / 1000, int64(u.Maxrss), int64(u.Ixrss), int64(u.Idrss), int64(u.Isrss), int64(u.Minflt),
		int64(u.Majflt), int64(u.Nswap), int64(u.Inblock), int64(u.Oublock), int64(u.Msgsnd), int64(u.Msgrcv), int64(u.Nsignals), int64(u.Nvcsw),
		int64(u.Nivcsw)}
	out := make([]any, len(values))
	for i, n := range values {
		out[i] = n
	}
	return out
}
