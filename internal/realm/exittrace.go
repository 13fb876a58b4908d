package realm

import (
	"fmt"
	"os"
)

// TracesExit tells whether the end of the program is to be traced: --trace-exit.
func (p *Process) TracesExit() bool { return p.Flags.Others["--trace-exit"] != "" }

// TraceExit says on standard error where the program ended before its loop did. frames are lines of a stack, each after a newline.
func (p *Process) TraceExit(code int, frames string) {
	if !p.TracesExit() || p.Stderr == nil {
		return
	}
	who := fmt.Sprintf("node:%d", os.Getpid())
	if p.Worker {
		who += fmt.Sprintf(", thread:%d", p.Thread)
	}
	fmt.Fprintf(p.Stderr, "(%s) WARNING: Exited the environment with code %d%s\n\n", who, code, frames)
}
