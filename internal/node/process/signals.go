package process

import (
	"os"
	"os/signal"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
)

// signals lets listeners of 'SIGTERM' and its like hear the signals of this process, if the host was granted them. A signal that nobody listens
// to keeps its default action.
func (p *room) signals(native *goja.Object) {
	r := p.realm
	watched := map[string]func(){}
	p.listened = map[int]bool{}
	r.Method(native, "watchSignal", 2, func(c goja.FunctionCall) goja.Value {
		name, heard := c.Argument(0).String(), r.FunctionArg(c.Argument(1), "heard")
		if sig, number := signalNamed(name); sig != nil && r.Process.Signals && watched[name] == nil {
			watched[name] = p.watch(sig, func() error {
				p.arrived(number)
				_, err := heard(goja.Undefined(), r.Runtime.ToValue(number))
				return err
			})
			p.listened[number] = true
		}
		return goja.Undefined()
	})
	r.Method(native, "unwatchSignal", 1, func(c goja.FunctionCall) goja.Value {
		name := c.Argument(0).String()
		if stop := watched[name]; stop != nil {
			stop()
			delete(watched, name)
			_, number := signalNamed(name)
			delete(p.listened, number)
			p.arrived(number)
		}
		return goja.Undefined()
	})
	r.OnClose(func() {
		for _, stop := range watched {
			stop()
		}
	})
}

// sent keeps the loop alive until a signal that the guest sent to itself, and listens to, has arrived.
func (p *room) sent(number int) {
	if p.listened[number] {
		if p.awaited == nil {
			p.awaited = map[int][]*eventloop.Operation{}
		}
		p.awaited[number] = append(p.awaited[number], p.realm.Loop.Begin())
	}
}

func (p *room) arrived(number int) {
	for _, operation := range p.awaited[number] {
		operation.End(nil)
	}
	delete(p.awaited, number)
}

// watch calls heard on the realm's goroutine for every sig, until stop. It does not keep the loop alive.
func (p *room) watch(sig os.Signal, heard func() error) (stop func()) {
	r := p.realm
	arrivals := make(chan os.Signal, 8)
	signal.Notify(arrivals, sig)
	operation := r.Loop.Begin()
	operation.Unref()
	go func() {
		for range arrivals {
			operation.Post(func() {
				if err := heard(); err != nil {
					r.Loop.Uncaught(err)
				}
			})
		}
	}()
	return func() {
		signal.Stop(arrivals)
		close(arrivals)
		operation.End(nil)
	}
}
