package realm

import "github.com/dop251/goja"

// Task makes a loop task of a JavaScript function: it runs as an asynchronous operation that the current one causes, in the context
// (AsyncLocalStorage) that is current now.
func (r *Realm) Task(fn goja.Callable, args ...goja.Value) func() error {
	return r.TaskOf(r.NewOperation("", nil), fn, args...)
}

// TaskOf makes a loop task of a JavaScript function that runs as o.
func (r *Realm) TaskOf(o *AsyncOperation, fn goja.Callable, args ...goja.Value) func() error {
	return func() error {
		return r.Within(o, func() error {
			_, err := fn(goja.Undefined(), args...)
			return err
		})
	}
}
