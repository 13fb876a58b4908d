package main

import (
	"path/filepath"
	"time"
)

// function is a Lambda runtime at work against a Runtime API of ours.
type function struct {
	*process
	api *runtimeAPI
}

func startFunction(c contestant) (*function, error) {
	api, err := newRuntimeAPI()
	if err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(filepath.Join("examples", "fib"))
	if err != nil {
		return nil, err
	}
	p, err := start(c.lambda(dir, api.address()))
	if err != nil {
		return nil, err
	}
	return &function{p, api}, nil
}

// invoke hands out one event and checks the answer.
func (f *function) invoke() (invocation, error) {
	got, err := f.api.invoke(`{"a":20}`, `{"fib":10946}`)
	return got, f.explain(err)
}

func (f *function) close() error {
	err := f.stop()
	if cerr := f.api.close(); err == nil {
		err = cerr
	}
	return err
}

func lambdaCold(c contestant) (session, error) {
	return each(func() ([][]float64, error) {
		f, err := startFunction(c)
		if err != nil {
			return nil, err
		}
		_, err = f.invoke()
		first := time.Since(f.started)
		if cerr := f.close(); err == nil {
			err = cerr
		}
		return [][]float64{{ms(first)}, {ms(f.cpu())}}, err
	}), nil
}

type warmFunction struct {
	*function
	calls int
}

func lambdaWarm(calls int) func(contestant) (session, error) {
	return func(c contestant) (session, error) {
		f, err := startFunction(c)
		if err != nil {
			return nil, err
		}
		if _, err := f.invoke(); err != nil {
			_ = f.close()
			return nil, err
		}
		return warmFunction{f, calls}, nil
	}
}

func (w warmFunction) turn() ([][]float64, error) {
	serve, cycle := make([]float64, w.calls), make([]float64, w.calls)
	for i := range serve {
		got, err := w.invoke()
		if err != nil {
			return nil, err
		}
		serve[i], cycle[i] = ms(got.serve), ms(got.cycle)
	}
	return [][]float64{serve, serve, cycle, {residentMiB(w.cmd.Process.Pid)}}, nil
}
