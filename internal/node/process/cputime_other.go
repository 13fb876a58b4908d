//go:build !unix

package process

import "time"

func cpuTime() (user, system time.Duration) { return time.Since(started), 0 }
