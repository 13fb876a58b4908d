//go:build unix

package jshost

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// surviveBrokenPipes makes an error of a write to a standard stream that nobody reads any more, as it is in node: unheard, the signal ends a Go
// program. It is heard, and not ignored, since programs that the guest starts would ignore it too.
var surviveBrokenPipes = sync.OnceFunc(func() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) })
