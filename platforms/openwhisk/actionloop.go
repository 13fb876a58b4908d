package openwhisk

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/wasmglue/wasmglue/internal/action"
	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

// Loop says which action an ActionLoop executable serves, and through what.
type Loop struct {
	// Path is a directory, a source file, an archive, or an executable that [Compile] wrote.
	Path string
	// Main names the function, "" is main; an executable that Compile wrote brings its own.
	Main string
	// In brings one request a line, as the proxy writes them; its end ends the loop.
	In io.Reader
	// Out takes one answer a line: file descriptor 3.
	Out io.Writer
}

const textNoDictionary = "The action did not return a dictionary or array."

// RunLoop is the executable of an action behind openwhisk-runtime-go: it loads the action, acknowledges that on l.Out if
// __OW_WAIT_FOR_ACK asks for it, then answers each line of l.In with one line. There are no error answers: an action's failure is an object
// with error. Log framing is the proxy's.
//
// It returns nil at the end of l.In or of ctx, and an error when the action cannot be loaded, which has been logged, or when it ends the
// process (see [Server.Done]).
func RunLoop(ctx context.Context, cfg Config, l Loop) error {
	c := newContainer(cfg)
	c.out.framed = false
	defer c.close(context.Background())
	inst, err := c.bootLoop(ctx, l)
	if err != nil {
		return err
	}
	if inst != nil {
		defer inst.close(context.Background())
	}
	if ack, _ := cfg.getenv("__OW_WAIT_FOR_ACK"); ack != "" {
		if _, err := io.WriteString(l.Out, "{\"ok\":true}\n"); err != nil {
			return fmt.Errorf("acknowledge: %w", err)
		}
	}
	return c.answerLines(ctx, inst, l)
}

// Logged tells errors of [RunLoop] that the action's standard error shows already: that the action cannot be loaded.
func Logged(err error) bool {
	var failed *loadError
	return errors.As(err, &failed)
}

// bootLoop loads the loop's action.
func (c *container) bootLoop(ctx context.Context, l Loop) (*instance, error) {
	p, err := c.openProgram(ctx, l)
	var inst *instance
	if err == nil {
		c.program = p
		inst, err = p.boot(ctx, c, nil)
	}
	if err != nil && !endsProcess(err) && !Logged(err) {
		c.complain("Error during initialization:", err.Error())
		err = &loadError{text: err.Error(), logged: true}
	}
	return inst, err
}

// openProgram makes a program of what lies at the path: a source file is plain code, as it is for /init, unless its name says that it is an ES
// module or TypeScript.
func (c *container) openProgram(ctx context.Context, l Loop) (program, error) {
	if l.Main == "" {
		l.Main = "main"
	}
	if err := readExecutable(&l); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(l.Path)
	if err != nil {
		return nil, err
	}
	tree, err := action.Open(ctx, path, c.cfg.limits.archive())
	if err != nil {
		return nil, err
	}
	switch filepath.Ext(tree.Entry) {
	case ".wasm":
		return &wasmModule{files: tree.Dir, file: tree.Entry, main: l.Main, keep: true}, nil
	case ".js":
		source, err := os.ReadFile(filepath.Join(tree.Dir, tree.Entry))
		return script{&plainCode{source: string(source), main: l.Main, home: tree.Dir, module: moduleText{tempDir: c.cfg.tempDir}}}, err
	case "":
		return newPackage(tree.Dir, l.Main, tree.Format == action.Directory), nil
	}
	return script{packaged{root: tree.Dir, entry: tree.Entry, main: l.Main, keep: true}}, nil
}

// answerLines is the loop.
func (c *container) answerLines(ctx context.Context, inst *instance, l Loop) error {
	lines, readErr := make(chan []byte), make(chan error, 1)
	go readLines(l.In, lines, readErr)
	for {
		select {
		case line := <-lines:
			answer := c.answerLine(ctx, inst, line)
			if answer == nil {
				return <-c.ended
			}
			if _, err := l.Out.Write(append(answer, '\n')); err != nil {
				return fmt.Errorf("write an answer: %w", err)
			}
		case err := <-readErr:
			return err
		case err := <-c.ended:
			return err
		case <-ctx.Done():
			return nil
		}
	}
}

// readLines hands over one line at a time, however long it is. It stays behind, blocked, when the loop ends before its input does.
func readLines(in io.Reader, lines chan<- []byte, end chan<- error) {
	buffered := bufio.NewReaderSize(in, 64<<10)
	for {
		line, err := buffered.ReadBytes('\n')
		if len(line) > 0 {
			lines <- line
		}
		if errors.Is(err, io.EOF) {
			err = nil
			end <- err
			return
		}
		if err != nil {
			end <- fmt.Errorf("read a request: %w", err)
			return
		}
	}
}

// answerLine runs the action once; nil when the action ended the process.
func (c *container) answerLine(ctx context.Context, inst *instance, line []byte) []byte {
	msg, err := parseMessage(line)
	if err != nil {
		return failure(0, err.Error()).body
	}
	if typeOfScalar(msg.value) != "" {
		return failure(0, "the argument must be a dictionary or array but has type '"+typeOfScalar(msg.value)+"'").body
	}
	if c.cfg.isolation == IsolateRuns {
		inst = nil // the realm that boot made showed that the action loads
	}
	answer := c.program.run(ctx, c, inst, msg)
	switch {
	case answer.drop:
		return nil
	case answer.status == 200 && !isStructure(answer.body):
		return failure(0, textNoDictionary).body
	}
	return answer.body
}

func isStructure(body []byte) bool {
	kind := jsonedge.Raw(body).Kind()
	return kind == jsonedge.Object || kind == jsonedge.Array
}
