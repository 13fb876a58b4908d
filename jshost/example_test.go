package jshost_test

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/wasmglue/wasmglue/jshost"
)

// callExample loads one of the project's example actions and calls its main function.
func callExample(name, params string) (string, error) {
	ctx := context.Background()
	host, err := jshost.New(ctx, jshost.NewConfig().WithFS(os.DirFS("../examples/"+name)))
	if err != nil {
		return "", err
	}
	defer func() { _ = host.Close(ctx) }()
	action, err := host.Load(ctx, ".")
	if err != nil {
		return "", err
	}
	out, err := action.Call(ctx, "main", []byte(params))
	return string(out), err
}

// An action that waits for WebAssembly.instantiate and crosses with integers.
func Example() {
	fmt.Println(callExample("fib", `{"a":20}`))
	// Output: {"fib":10946} <nil>
}

// Two parameters by name.
func Example_add() {
	fmt.Println(callExample("add", `{"a":2,"b":40}`))
	// Output: {"add":42} <nil>
}

// Errors of the guest and of the call are told apart by type.
func ExampleModule_Call_errors() {
	ctx := context.Background()
	fsys := files("index.js", `exports.main = async () => { throw new TypeError("no such thing") }`)
	host, err := jshost.New(ctx, jshost.NewConfig().WithFS(fsys))
	if err != nil {
		panic(err)
	}
	defer func() { _ = host.Close(ctx) }()
	action, err := host.Load(ctx, ".")
	if err != nil {
		panic(err)
	}
	_, err = action.Call(ctx, "main", nil)
	var thrown *jshost.Exception
	fmt.Println(errors.As(err, &thrown), thrown.Name, thrown.Message, thrown.Rejected)
	_, err = action.Call(ctx, "handler", nil)
	var missing *jshost.NotFunctionError
	fmt.Println(errors.As(err, &missing), missing.Name)
	// Output:
	// true TypeError no such thing true
	// true handler
}

// Do runs Go code as a task on the host's goroutine, with the engine at hand.
func ExampleHost_Do() {
	ctx := context.Background()
	host, err := jshost.New(ctx, jshost.NewConfig().WithStdout(os.Stdout))
	if err != nil {
		panic(err)
	}
	defer func() { _ = host.Close(ctx) }()
	err = host.Do(ctx, func(r *jshost.Realm) error {
		_, err := r.Runtime().RunString(`
			setTimeout(() => console.log('timer'), 1)
			Promise.resolve().then(() => console.log('microtask'))
			process.nextTick(() => console.log('tick'))
			console.log('main')`)
		return err
	})
	if err == nil {
		err = host.WaitIdle(ctx)
	}
	fmt.Println(err)
	// Output:
	// main
	// tick
	// microtask
	// timer
	// <nil>
}

// A guest that may read its own directory, and is told which flag would have granted more.
func ExampleConfig_WithPermissions() {
	ctx := context.Background()
	fsys := files("app/index.js", `exports.main = () => {
		try { return require('fs').readFileSync('/etc/passwd', 'utf8') } catch (e) { return { code: e.code, permission: e.permission } }
	}`)
	cfg := jshost.NewConfig().WithFS(fsys).WithPermissions(jshost.Permissions{Read: jshost.Grant{Allow: []string{"/app"}}})
	host, err := jshost.New(ctx, cfg)
	if err != nil {
		panic(err)
	}
	defer func() { _ = host.Close(ctx) }()
	action, err := host.Load(ctx, "/app")
	if err != nil {
		panic(err)
	}
	out, err := action.Call(ctx, "main", nil)
	fmt.Println(string(out), err)
	// Output: {"code":"ERR_ACCESS_DENIED","permission":"FileSystemRead"} <nil>
}
