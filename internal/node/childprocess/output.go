//go:build unix

package childprocess

import (
	"io"
	"os"
	"sync"
)

// output is what a program writes to a standard stream of the host that is no file. The host's streams are written by the realm's goroutine alone.
type output struct {
	from *os.File
	to   io.Writer
}

// copyOutputs reads all outputs to their end and hands each chunk to onRealm, which runs it on the realm's goroutine before it returns, or answers
// false when nobody is there any more.
func copyOutputs(outputs []output, onRealm func(write func()) bool) {
	var all sync.WaitGroup
	for _, o := range outputs {
		all.Go(func() {
			defer func() { _ = o.from.Close() }()
			b := make([]byte, chunk)
			for {
				n, err := o.from.Read(b)
				if n > 0 && !onRealm(func() { _, _ = o.to.Write(b[:n]) }) || err != nil {
					return
				}
			}
		})
	}
	all.Wait()
}
