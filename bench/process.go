package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

var executableSuffix = map[bool]string{true: ".exe"}[runtime.GOOS == "windows"]

// process is a running server. Its output goes to a file, as in a container:
// reading pipes would cost the machine time that is measured.
type process struct {
	cmd     *exec.Cmd
	log     *os.File
	started time.Time
}

func start(cmd *exec.Cmd) (*process, error) {
	log, err := os.CreateTemp("", "wasmglue-bench-*.log")
	if err != nil {
		return nil, err
	}
	cmd.Stdout, cmd.Stderr = log, log
	p := &process{cmd: cmd, log: log, started: time.Now()}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(err, p.dropLog())
	}
	return p, nil
}

// stop kills the process, as the platforms do.
func (p *process) stop() error {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait() // says that it was killed
	return p.dropLog()
}

// cpu is the time that a stopped process has used.
func (p *process) cpu() time.Duration {
	return p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
}

func (p *process) dropLog() error {
	return errors.Join(p.log.Close(), os.Remove(p.log.Name()))
}

// explain adds what the process has printed last.
func (p *process) explain(err error) error {
	if err == nil {
		return nil
	}
	data, _ := os.ReadFile(p.log.Name())
	return fmt.Errorf("%w\n%s", err, data[max(0, len(data)-2000):])
}

// residentMiB is the memory of a process in RAM; 0 where the system does not
// tell.
func residentMiB(pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for lines := bufio.NewScanner(bytes.NewReader(status)); lines.Scan(); {
		if kib, ok := strings.CutPrefix(lines.Text(), "VmRSS:"); ok {
			n, _ := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(kib, "kB")), 64)
			return n / 1024
		}
	}
	return 0
}
