package openwhisk

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// get starts a request whose answer is waited for later.
func (c *Container) later(path, body string) <-chan Answer {
	answer := make(chan Answer, 1)
	go func() { answer <- c.Post(path, body) }()
	return answer
}

// awaitLog waits until stdout holds a text: the action is where it says it is.
func awaitLog(t *testing.T, c *Container, text string) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		if stdout, _ := c.Logs(); strings.Contains(stdout, text) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%q never came", text)
		}
		time.Sleep(time.Millisecond)
	}
}

func expect(t *testing.T, a Answer, status int, body string) {
	t.Helper()
	if a.Status != status || !sameJSON(string(a.Body), body) {
		t.Errorf("got %d %.200s (%v), want %d %s", a.Status, a.Body, a.Dropped, status, body)
	}
}

func initialise(t *testing.T, c *Container, source string) {
	t.Helper()
	code(source).check(t, c)
}

func TestRunWhileRunning(t *testing.T) {
	t.Parallel()
	c := start(t, nil, nil)
	initialise(t, c, `let release; function main(p) { if (p.go) throw new Error('unreachable'); console.log('waiting'); return new Promise(r => setTimeout(() => r({ a: 1 }), 300)) }`)
	first := c.later("/run", `{"value":{}}`)
	awaitLog(t, c, "waiting")
	second := c.Post("/run", `{"value":{"go":1}}`)
	expect(t, second, 403, `{"error":"System not ready, status is running."}`)
	expect(t, <-first, 200, `{"a":1}`)
	third := c.Post("/run", `{"value":{}}`)
	expect(t, third, 200, `{"a":1}`)
}

func TestInitWhileStarting(t *testing.T) {
	t.Parallel()
	c := start(t, nil, nil)
	// Unpacking and loading take long enough to be seen; the answers show in which state they came.
	body := initBody(map[string]string{"main": `"main"`, "binary": "false", "code": quote(`for (const end = Date.now() + 400; Date.now() < end;); function main() { return {} }`)})
	answers := []<-chan Answer{c.later("/init", body), c.later("/init", body)}
	ok, refused := 0, 0
	for _, a := range answers {
		switch answer := <-a; {
		case answer.Status == 200:
			ok++
		case strings.Contains(string(answer.Body), "System not ready, status is starting.") || strings.Contains(string(answer.Body), "Cannot initialize the action more than once."):
			refused++
		default:
			t.Errorf("got %d %s", answer.Status, answer.Body)
		}
	}
	if ok != 1 || refused != 1 {
		t.Errorf("%d good, %d refused", ok, refused)
	}
}

const barrier = `let waiting = []; function main(p) {
	console.log('in ' + p.id)
	return new Promise(resolve => {
		waiting.push(() => resolve({ id: p.id }))
		if (waiting.length === p.n) { for (const go of waiting) go(); waiting = [] }
	})
}`

func TestConcurrency(t *testing.T) {
	t.Parallel()
	const n = 64
	c := start(t, []string{"__OW_ALLOW_CONCURRENT=True"}, nil)
	initialise(t, c, barrier)
	var wg sync.WaitGroup
	for id := range n {
		wg.Go(func() {
			expect(t, c.Post("/run", fmt.Sprintf(`{"value":{"id":%d,"n":%d},"activation_id":"%d"}`, id, n, id)), 200, fmt.Sprintf(`{"id":%d}`, id))
		})
	}
	wg.Wait()
	stdout, stderr := c.Logs()
	if strings.Count(stdout, Sentinel) != n || strings.Count(stderr, Sentinel) != n || strings.Count(stdout, "in ") != n {
		t.Errorf("logs: %d and %d sentinels, %d prints, want %d each", strings.Count(stdout, Sentinel), strings.Count(stderr, Sentinel), strings.Count(stdout, "in "), n)
	}
	if last, first := strings.LastIndex(stdout, "in "), strings.Index(stdout, Sentinel); last > first {
		t.Error("a run ended before all had begun")
	}
}

func TestConcurrencyOnlyByTrue(t *testing.T) {
	t.Parallel()
	c := start(t, []string{"__OW_ALLOW_CONCURRENT=1"}, nil)
	initialise(t, c, `function main() { console.log('waiting'); return new Promise(r => setTimeout(() => r({}), 200)) }`)
	first := c.later("/run", `{}`)
	awaitLog(t, c, "waiting")
	expect(t, c.Post("/run", `{}`), 403, `{"error":"System not ready, status is running."}`)
	expect(t, <-first, 200, `{}`)
}

func TestConcurrentThrowLetsOthersFinish(t *testing.T) {
	t.Parallel()
	c := start(t, []string{"__OW_ALLOW_CONCURRENT=true"}, nil)
	initialise(t, c, `function main(p) { if (p.throw) throw new Error('one'); console.log('waiting'); return new Promise(r => setTimeout(() => r({ finished: 1 }), 200)) }`)
	first := c.later("/run", `{}`)
	awaitLog(t, c, "waiting")
	expect(t, c.Post("/run", `{"value":{"throw":1}}`), 502, `{"error":"An error has occurred: Error: one"}`)
	expect(t, c.Post("/run", `{}`), 403, `{"error":"System not ready, status is stopped."}`)
	expect(t, <-first, 200, `{"finished":1}`)
}

func TestSIGTERMEndsAtOnce(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGTERM")
	}
	t.Parallel()
	c := start(t, nil, nil)
	initialise(t, c, `function main() { console.log('waiting'); return new Promise(() => {}) }`)
	pending := c.later("/run", `{}`)
	awaitLog(t, c, "waiting")
	if err := c.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if a := <-pending; a.Status != 0 {
		t.Errorf("answered %d", a.Status)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if code, err := c.Exit(ctx); err != nil || code != -1 && code != 143 {
		t.Errorf("exit code %d, %v", code, err)
	}
}

func TestConnectionPerRequest(t *testing.T) {
	t.Parallel()
	c := start(t, nil, nil)
	c.client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	initialise(t, c, echo)
	for range 5 {
		expect(t, c.Post("/run", string(small)), 200, gotSmall)
	}
}

func TestUnknownPlatform(t *testing.T) {
	t.Parallel()
	command := commandLine(t)
	process := exec.Command(command[0], command[1:]...)
	process.Env = append(os.Environ(), "__OW_RUNTIME_PLATFORM=lambda", "PORT=0")
	out, err := process.CombinedOutput()
	if process.ProcessState == nil || process.ProcessState.ExitCode() != 9 || !strings.Contains(string(out), "__OW_RUNTIME_PLATFORM (lambda) is not supported by the runtime.") {
		t.Errorf("%v: %s", err, out)
	}
}

var lateRows = []row{
	{name: "exit in the middle of init", steps: []step{
		post("/init", initBody(map[string]string{"main": `"main"`, "code": quote(`console.log('x'); process.exit(7)`)})).drops().out("x\n").exits(7),
	}},
	{name: "late output lands in the next activation's log", steps: []step{
		code(`function main(p) { if (p.wait) return new Promise(r => setTimeout(r, 80)); setTimeout(() => console.log('too late'), 20); return {} }`),
		run(`{}`).out(Sentinel),
		run(`{"wait":1}`).out("too late\n", Sentinel),
	}},
	{name: "an exception in a timer after the answer", steps: []step{
		code(`function main() { setTimeout(() => { throw new Error('after') }, 20); return { ok: 1 } }`),
		run(`{}`).gives(200, `{"ok":1}`).exits(1),
	}},
}

func TestLateEvents(t *testing.T) { testRows(t, lateRows) }

var isolateRows = []row{
	{name: "a fresh realm for each run", args: []string{"--isolate=run"}, ours: true, steps: []step{
		code(`let n = 0; function main() { globalThis.g = (globalThis.g || 0) + 1; return { n: ++n, g } }`),
		run(`{}`).gives(200, `{"n":1,"g":1}`), run(`{}`).gives(200, `{"n":1,"g":1}`), run(`{}`).gives(200, `{"n":1,"g":1}`),
	}},
	{name: "isolated archives", args: []string{"--isolate=run"}, ours: true, steps: []step{
		archive(files{"index.js": `let n = 0; exports.main = () => ({ n: ++n, t: require('fs').readFileSync('t.txt', 'utf8') })`, "t.txt": "text"}),
		run(`{}`).gives(200, `{"n":1,"t":"text"}`), run(`{}`).gives(200, `{"n":1,"t":"text"}`),
	}},
	{name: "a busy loop meets its deadline", args: []string{"--enforce-deadline"}, ours: true, steps: []step{
		code(`function main() { for (;;); }`),
		post("/run", `{"value":{},"deadline":"1"}`).failsWith(502, "deadline").ended(),
		run(`{}`).refused("System not ready, status is stopped."),
	}},
	{name: "a promise that never settles meets its deadline", args: []string{"--enforce-deadline"}, ours: true, steps: []step{
		code(`function main() { return new Promise(() => {}) }`),
		post("/run", `{"value":{},"deadline":"1"}`).failsWith(502, "deadline").ended(),
	}},
	{name: "with both, the next run is a fresh one", args: []string{"--enforce-deadline", "--isolate=run"}, ours: true, steps: []step{
		code(`function main(p) { if (p.busy) for (;;); return { ok: 1 } }`),
		post("/run", `{"value":{"busy":1},"deadline":"1"}`).failsWith(502, "deadline").ended(),
		post("/run", `{"value":{},"deadline":"9999999999999"}`).gives(200, `{"ok":1}`).ended(),
	}},
}

func TestIsolationAndDeadline(t *testing.T) { testRows(t, isolateRows) }
