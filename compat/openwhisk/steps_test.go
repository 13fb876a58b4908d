package openwhisk

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// row is one row of the contract: a container, and the requests that show it.
type row struct {
	name  string
	env   []string // added to the container's environment
	args  []string // added to the command; only our own binary knows them
	ours  bool     // the reference differs, and we mean to
	steps []step
}

// step is one request and what must come of it.
type step struct {
	what    string
	request func(c *Container) Answer

	status   int      // 0: the connection is cut
	json     string   // the body, as JSON
	exact    string   // the body, byte for byte
	contains []string // the body holds these texts
	ends     bool     // the logs get one sentinel each
	stdout   []string // what stdout got holds these texts, in order
	stderr   []string
	silent   bool // neither log got anything
	exit     *int // the process ends with this code
}

func post(path, body string) step {
	return step{what: "POST " + path, request: func(c *Container) Answer { return c.Post(path, body) }}
}

// quote writes a JSON string.
func quote(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s)
	return strings.TrimSpace(b.String())
}

// initBody is the body of an /init with the given members of value, as JSON.
func initBody(members map[string]string) string {
	parts := make([]string, 0, len(members))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		parts = append(parts, quote(name)+":"+members[name])
	}
	return `{"value":{` + strings.Join(parts, ",") + `}}`
}

// code initialises with plain code whose function is main.
func code(source string) step { return codeMain(source, "main") }

func codeMain(source, main string) step {
	s := post("/init", initBody(map[string]string{"name": `"test"`, "main": quote(main), "binary": "false", "code": quote(source)}))
	return s.gives(200, `{"OK":true}`)
}

// archive initialises with a zip of files whose function is main.
func archive(files map[string]string) step { return archiveMain(files, "main") }

func archiveMain(files map[string]string, main string) step {
	return binary(zipOf(files), main)
}

func binary(data []byte, main string) step {
	s := post("/init", initBody(map[string]string{"name": `"test"`, "main": quote(main), "binary": "true", "code": quote(base64.StdEncoding.EncodeToString(data))}))
	return s.gives(200, `{"OK":true}`)
}

// run runs with a value.
func run(value string) step { return post("/run", `{"value":`+value+`}`).gives(200, "").ended() }

func (s step) gives(status int, body string) step {
	s.status, s.json = status, body
	return s
}

// fails expects an error answer with exactly this text.
func (s step) fails(status int, text string) step {
	s.status, s.json, s.ends = status, `{"error":`+quote(text)+`}`, false
	return s
}

// failsWith expects an error answer that holds these texts.
func (s step) failsWith(status int, texts ...string) step {
	s.status, s.json, s.contains, s.ends = status, "", append([]string{`{"error":`}, texts...), false
	return s
}

func (s step) ended() step                { s.ends = true; return s }
func (s step) out(texts ...string) step   { s.stdout = texts; return s }
func (s step) err(texts ...string) step   { s.stderr = texts; return s }
func (s step) quiet() step                { s.silent = true; return s }
func (s step) exactly(body string) step   { s.exact, s.json = body, ""; return s }
func (s step) holds(texts ...string) step { s.contains, s.json = texts, ""; return s }
func (s step) drops() step                { s.status, s.json, s.contains, s.ends = 0, "", nil, false; return s }
func (s step) exits(code int) step        { s.exit = &code; return s }
func (s step) refused(text string) step {
	return s.fails(403, text).err("Internal system error: " + text)
}
func (s step) loadFails(text ...string) step {
	return s.failsWith(502, append([]string{"Initialization has failed due to: "}, text...)...).err("Error during initialization:").ended()
}

func zipOf(files map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(files[name]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func tarGzOf(files map[string]string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(files[name]))})
		if err == nil {
			_, err = w.Write([]byte(files[name]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// patience bounds what must happen by itself; it is no measure.
const patience = 60 * time.Second

func (r row) test(t *testing.T) {
	if r.ours && *reference {
		t.Skip("differs from the reference on purpose")
	}
	t.Parallel()
	c := start(t, r.env, r.args)
	for _, s := range r.steps {
		s.check(t, c)
		if t.Failed() {
			stdout, stderr := c.Logs()
			t.Logf("stdout:\n%s\nstderr:\n%s", stdout, stderr)
			return
		}
	}
}

// start starts the command under test for the time of the test.
func start(t *testing.T, env, args []string) *Container {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	c, err := Start(ctx, append(slices.Clone(commandLine(t)), args...), env, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c
}

func (s step) check(t *testing.T, c *Container) {
	t.Helper()
	stdoutBefore, stderrBefore := c.Logs()
	answer := s.request(c)
	if s.exit != nil {
		s.checkExit(t, c)
	}
	stdout, stderr := c.Logs()
	s.checkAnswer(t, answer)
	s.checkLog(t, "stdout", strings.TrimPrefix(stdout, stdoutBefore), s.stdout)
	s.checkLog(t, "stderr", strings.TrimPrefix(stderr, stderrBefore), s.stderr)
}

func (s step) checkExit(t *testing.T, c *Container) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if code, err := c.Exit(ctx); err != nil || code != *s.exit {
		t.Errorf("%s: exit code %d (%v), want %d", s.what, code, err, *s.exit)
	}
}

func (s step) checkAnswer(t *testing.T, a Answer) {
	t.Helper()
	if a.Status != s.status {
		t.Errorf("%s: status %d %.300s (%v), want %d", s.what, a.Status, a.Body, a.Dropped, s.status)
		return
	}
	if a.Status == 0 {
		return
	}
	if a.Length != int64(len(a.Body)) && !a.head() {
		t.Errorf("%s: Content-Length %d for %d bytes: the platform discards such an answer", s.what, a.Length, len(a.Body))
	}
	if s.json != "" && !sameJSON(string(a.Body), s.json) {
		t.Errorf("%s: got %.500s, want %s", s.what, a.Body, s.json)
	}
	if s.exact != "" && string(a.Body) != s.exact {
		t.Errorf("%s: got %.500s, want %s", s.what, a.Body, s.exact)
	}
	for _, text := range s.contains {
		if !strings.Contains(string(a.Body), text) {
			t.Errorf("%s: got %.500s, want it to hold %q", s.what, a.Body, text)
		}
	}
}

// head tells the answer to a HEAD request.
func (a Answer) head() bool { return len(a.Body) == 0 && a.Length > 0 }

func (s step) checkLog(t *testing.T, name, log string, texts []string) {
	t.Helper()
	want := 0
	if s.ends {
		want = 1
	}
	if got := strings.Count(log, Sentinel+"\n"); got != want {
		t.Errorf("%s: %d sentinels on %s, want %d:\n%s", s.what, got, name, want, log)
	}
	if s.silent && log != "" {
		t.Errorf("%s: %s got %q, want nothing", s.what, name, log)
	}
	rest := log
	for _, text := range texts {
		i := strings.Index(rest, text)
		if i < 0 {
			t.Errorf("%s: %s lacks %q:\n%s", s.what, name, text, log)
			return
		}
		rest = rest[i+len(text):]
	}
}

func sameJSON(a, b string) bool {
	decode := func(s string) (v any, err error) {
		d := json.NewDecoder(strings.NewReader(s))
		d.UseNumber()
		err = d.Decode(&v)
		return v, err
	}
	x, errX := decode(a)
	y, errY := decode(b)
	return errX == nil && errY == nil && reflect.DeepEqual(x, y)
}

// request makes a step of a request built by hand.
func request(method, path string, body []byte, headers map[string]string) step {
	return step{what: method + " " + path, request: func(c *Container) Answer {
		req, err := http.NewRequest(method, c.URL+path, bytes.NewReader(body))
		if err != nil {
			return Answer{Dropped: err}
		}
		if body == nil {
			req.Body, req.ContentLength = nil, 0
		}
		for name, value := range headers {
			req.Header.Set(name, value)
		}
		return c.Do(req)
	}}
}

var jsonType = map[string]string{"Content-Type": "application/json"}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
