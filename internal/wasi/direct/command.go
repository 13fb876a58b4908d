package direct

import (
	"bytes"
	"context"
	"io"
)

// runCommand runs a program: parameters on standard input and as the last argument, the result among its output's lines.
func (a *Action) runCommand(ctx context.Context, c Call) ([]byte, error) {
	out := &resultWriter{log: c.Stdout, max: a.cfg.MaxResult}
	if out.log == nil {
		out.log = io.Discard
	}
	p := a.process(c)
	p.Args = append(p.Args, string(c.Params))
	p.Stdin = bytes.NewReader(c.Params)
	p.Stdout = out
	if err := a.module.Run(ctx, p); err != nil {
		out.flush()
		return nil, err
	}
	return out.result()
}
