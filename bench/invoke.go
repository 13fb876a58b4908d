package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// invoked spawns a program for one call of fib and waits for its end.
func invoked(n, want int) func(contestant) (session, error) {
	return func(c contestant) (session, error) {
		dir, err := filepath.Abs(filepath.Join("examples", "fib"))
		if err != nil {
			return nil, err
		}
		return each(func() ([][]float64, error) {
			cmd := c.invoke(dir, fmt.Sprintf(`{"a":%d}`, n))
			var stdout, stderr bytes.Buffer
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			began := time.Now()
			if err := cmd.Run(); err != nil {
				return nil, fmt.Errorf("%w\n%s", err, stderr.Bytes())
			}
			wall := time.Since(began)
			if got := strings.TrimSpace(stdout.String()); got != fmt.Sprintf(`{"fib":%d}`, want) {
				return nil, fmt.Errorf("fib(%d) answered %s", n, got)
			}
			cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			return [][]float64{{ms(wall)}, {ms(cpu)}}, nil
		}), nil
	}
}
