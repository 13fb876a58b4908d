//go:build unix

package lambda

import (
	"syscall"
	"testing"
	"time"
)

// TestSIGTERM: with an extension registered the platform sends SIGTERM before it kills.
func TestSIGTERM(t *testing.T) {
	t.Run("default action", func(t *testing.T) {
		p := start(t, function{files: files("index.js", ok)})
		p.invoke(`{}`)
		p.idle(2)
		p.signal(syscall.SIGTERM)
		p.exitCode()
		if status := p.cmd.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != syscall.SIGTERM {
			t.Errorf("ended by %v", p.cmd.ProcessState)
		}
	})
	t.Run("listener that exits while idle", func(t *testing.T) {
		if *command != "" {
			t.Skip("hangs on the reference")
		}
		p := start(t, function{files: files("index.js", `process.on('SIGTERM', () => { console.log('bye'); process.exit(9) }); `+ok)})
		p.invoke(`{}`)
		p.idle(2)
		p.signal(syscall.SIGTERM)
		if got := p.exitCode(); got != 9 {
			t.Errorf("exit code %d, want 9\n%s", got, p.output())
		}
		checkTexts(t, "stdout", p.stdout.String(), []string{"\tINFO\tbye\n"})
	})
}

func (p *process) signal(s syscall.Signal) {
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// TestConcurrency: with AWS_LAMBDA_MAX_CONCURRENCY that many invocations are served at a time, each in a realm of its own.
func TestConcurrency(t *testing.T) {
	if *command != "" {
		t.Skip("more than the reference does")
	}
	p := start(t, function{files: files("index.js", `let n = 0; exports.handler = async (e) => { n++; if (e.wait) await new Promise(r => setTimeout(r, 60000)); return n }`), env: []string{"AWS_LAMBDA_MAX_CONCURRENCY=3"}})
	slow := []func(){}
	for range 2 {
		pending := p.send(`{"wait":true}`)
		ctx, cancel := p.context()
		slow = append(slow, cancel)
		if err := pending.Taken(ctx); err != nil {
			t.Fatal(err)
		}
	}
	defer func() {
		for _, cancel := range slow {
			cancel()
		}
	}()
	begun := time.Now()
	checkResponse(t, p, p.invoke(`{}`), `1`)
	checkResponse(t, p, p.invoke(`{}`), `2`)
	if time.Since(begun) > patience {
		t.Error("a free realm waited for a busy one")
	}
}

// TestHandlerArgument: a container image's command is the handler when _HANDLER is unset.
func TestHandlerArgument(t *testing.T) {
	p := start(t, function{files: files("app.js", ok), env: []string{"_HANDLER="}, args: []string{"app.handler"}})
	checkResponse(t, p, p.invoke(`{}`), `"ok"`)
}
