package realm

import "github.com/dop251/goja"

// Task makes a loop task of a JavaScript function: it runs in the asynchronous context (AsyncLocalStorage) that is current now.
func (r *Realm) Task(fn goja.Callable, args ...goja.Value) func() error {
	context := r.AsyncContext
	return func() error {
		outer := r.AsyncContext
		r.AsyncContext = context
		_, err := fn(goja.Undefined(), args...)
		r.AsyncContext = outer
		return err
	}
}
