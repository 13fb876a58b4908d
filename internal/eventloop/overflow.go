package eventloop

import "github.com/dop251/goja"

// A call stack that is full is, for the engine, an error that no JavaScript can catch. But to report it the engine walks the stack and asks every native
// function on it for its name, and the function under every task is ours: its name is a getter, which throws a RangeError when it is asked
// while the stack is full. That is what unwinds the guest, as in V8.

// spare is how many calls making the error may take.
const spare = 200

// catchOverflow makes run, the native function under every task, the one whose name throws.
func (l *Loop) catchOverflow(run *goja.Object) {
	if l.state == nil {
		return
	}
	name := l.rt.ToValue(func(goja.FunctionCall) goja.Value {
		if limit := l.state.CallLimit(); l.state.Calls() > limit && !l.overflowing {
			l.throwOverflow(limit)
		}
		return l.rt.ToValue("")
	})
	_ = run.DefineAccessorProperty("name", name, nil, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

func (l *Loop) throwOverflow(limit int) {
	l.overflowing = true
	l.rt.SetMaxCallStackSize(limit + spare)
	defer func() {
		l.rt.SetMaxCallStackSize(limit)
		l.overflowing = false
	}()
	object, err := l.rt.New(l.rangeError, l.rt.ToValue("Maximum call stack size exceeded"))
	if err == nil {
		panic(object)
	}
}

// runJobs runs the microtasks. The engine would run them itself when the task returns, but then with nothing of ours under them.
func (l *Loop) runJobs() {
	if l.state == nil {
		return
	}
	for jobs := l.state.TakeJobs(); len(jobs) > 0; jobs = l.state.TakeJobs() {
		for _, job := range jobs {
			job()
		}
	}
}
