package process

import (
	"os"
	"os/signal"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// signals lets listeners of 'SIGTERM' and its like hear the signals of this process, if the host was granted them. A signal that nobody listens
// to keeps its default action.
func (p *room) signals(native *goja.Object) {
	r := p.realm
	watched := map[string]func(){}
	r.Method(native, "watchSignal", 2, func(c goja.FunctionCall) goja.Value {
		name, heard := c.Argument(0).String(), r.FunctionArg(c.Argument(1), "heard")
		if sig, number := signalNamed(name); sig != nil && r.Process.Signals && watched[name] == nil {
			watched[name] = watch(r, sig, func() error {
				_, err := heard(goja.Undefined(), r.Runtime.ToValue(number))
				return err
			})
		}
		return goja.Undefined()
	})
	r.Method(native, "unwatchSignal", 1, func(c goja.FunctionCall) goja.Value {
		name := c.Argument(0).String()
		if stop := watched[name]; stop != nil {
			stop()
			delete(watched, name)
		}
		return goja.Undefined()
	})
	r.OnClose(func() {
		for _, stop := range watched {
			stop()
		}
	})
}

// watch calls heard on the realm's goroutine for every sig, until stop. It does not keep the loop alive.
func watch(r *realm.Realm, sig os.Signal, heard func() error) (stop func()) {
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
