package lambda

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/compat/lambda/fakeapi"
)

// row is one promise: a function, the events it gets one after another, and what must come of them.
type row struct {
	name    string
	code    string // of index.js, unless files are given
	files   map[string]string
	handler string
	env     []string
	events  []event
	init    *failure // init/error instead of events
	exit    *int     // the exit code that follows
	logs    []string // texts that stdout must hold, in this order; "!text" must not be there
	stderr  []string // likewise
	beyond  bool     // more than the reference does
}

// event is one invocation and its outcome.
type event struct {
	body    string   // default {}
	headers []string // name, value, ...
	want    string   // the response, as JSON
	fails   *failure // or the error
	lost    bool     // or nothing: the process ends
	check   func(t *testing.T, p *process, posted fakeapi.Posted)
}

// failure is an error body.
type failure struct {
	kind, message string
	trace         []string // lines that the trace must begin with; nil: not looked at
}

func code(n int) *int { return &n }

func runRows(t *testing.T, rows []row) {
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if r.beyond && *command != "" && !*ours {
				t.Skip("more than the reference does")
			}
			r.run(t)
		})
	}
}

func (r row) run(t *testing.T) {
	files := r.files
	if files == nil {
		files = map[string]string{"index.js": r.code}
	}
	p := start(t, function{files: files, handler: r.handler, env: r.env})
	if r.init != nil {
		checkFailure(t, p.initError(), r.init)
	}
	for _, e := range r.events {
		e.run(t, p)
	}
	if r.exit != nil {
		if got := p.exitCode(); got != *r.exit {
			t.Errorf("exit code %d, want %d\n%s", got, *r.exit, p.output())
		}
	} else {
		p.idle(len(r.events) + 1)
		p.alive()
	}
	checkTexts(t, "stdout", p.stdout.String(), r.logs)
	checkTexts(t, "stderr", p.stderr.String(), r.stderr)
}

func (e event) run(t *testing.T, p *process) {
	t.Helper()
	body := e.body
	if body == "" {
		body = "{}"
	}
	pending := p.send(body, e.headers...)
	if e.lost {
		p.exitCode()
		for _, call := range p.api.Requests() {
			if strings.HasSuffix(call.Path, "/response") || strings.HasSuffix(call.Path, "/error") {
				t.Errorf("%s was posted", call.Path)
			}
		}
		return
	}
	posted := p.wait(pending)
	switch {
	case e.fails != nil:
		checkFailure(t, posted, e.fails)
	case e.want != "":
		checkResponse(t, p, posted, e.want)
	}
	if e.check != nil {
		e.check(t, p, posted)
	}
}

func checkResponse(t *testing.T, p *process, posted fakeapi.Posted, want string) {
	t.Helper()
	if posted.Kind != "response" {
		t.Fatalf("posted an %s: %s\nwant %s\n%s", posted.Kind, posted.Body, want, p.output())
	}
	if !sameJSON(t, posted.Body, want) {
		t.Errorf("response %s\nwant %s", posted.Body, want)
	}
}

func sameJSON(t *testing.T, got []byte, want string) bool {
	t.Helper()
	var a, b any
	if err := json.Unmarshal([]byte(want), &b); err != nil {
		t.Fatalf("the row wants %q: %v", want, err)
	}
	return json.Unmarshal(got, &a) == nil && reflect.DeepEqual(a, b)
}

func checkFailure(t *testing.T, posted fakeapi.Posted, want *failure) {
	t.Helper()
	if posted.Kind == "response" {
		t.Fatalf("posted a response: %s", posted.Body)
	}
	var got struct {
		ErrorType    string
		ErrorMessage string
		Trace        []string
	}
	if err := json.Unmarshal(posted.Body, &got); err != nil {
		t.Fatalf("error body %s: %v", posted.Body, err)
	}
	if got.ErrorType != want.kind {
		t.Errorf("errorType %q, want %q\n%s", got.ErrorType, want.kind, posted.Body)
	}
	if !matches(got.ErrorMessage, want.message) {
		t.Errorf("errorMessage %q, want %q", got.ErrorMessage, want.message)
	}
	for i, line := range want.trace {
		if i >= len(got.Trace) || !matches(got.Trace[i], line) {
			t.Errorf("trace %q, want line %d to be %q", got.Trace, i, line)
		}
	}
	if want.trace != nil && len(want.trace) == 0 && len(got.Trace) > 0 {
		t.Errorf("trace %q, want it empty", got.Trace)
	}
}

// matches compares; a want that ends in "..." is a beginning.
func matches(got, want string) bool {
	if start, ok := strings.CutSuffix(want, "..."); ok {
		return strings.HasPrefix(got, start)
	}
	return got == want
}

func checkTexts(t *testing.T, where, got string, texts []string) {
	t.Helper()
	rest := got
	for _, text := range texts {
		if unwanted, ok := strings.CutPrefix(text, "!"); ok {
			if strings.Contains(got, unwanted) {
				t.Errorf("%s holds %q:\n%s", where, unwanted, got)
			}
			continue
		}
		_, after, found := strings.Cut(rest, text)
		if !found {
			t.Errorf("%s lacks %q (after what came before it):\n%s", where, text, got)
			continue
		}
		rest = after
	}
}
