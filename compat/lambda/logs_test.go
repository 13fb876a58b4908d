package lambda

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

const firstID = "00000001-0000-4000-8000-000000000000"

// TestTextLogs: one line per call of the console, on stdout.
func TestTextLogs(t *testing.T) {
	logs := func(code string) string { return "exports.handler = async () => { " + code + " }" }
	null := []event{{want: `null`}}
	runRows(t, []row{
		{name: "levels", code: logs(`console.log('a'); console.info('b'); console.warn('c'); console.error('d'); console.debug('e'); console.trace('f'); console.fatal('g')`), events: null,
			logs: []string{"Z\t" + firstID + "\tINFO\ta\n", "\tINFO\tb\n", "\tWARN\tc\n", "\tERROR\td\n", "\tDEBUG\te\n", "\tTRACE\tf\n", "\tFATAL\tg\n"}, stderr: []string{"!a"}},
		{name: "format", code: logs(`console.log('%s is %d', 'x', 5, {a: [1]}, null, undefined, 1n)`), events: null, logs: []string{"\tINFO\tx is 5 { a: [ 1 ] } null undefined 1n\n"}},
		{name: "percent without arguments", code: logs(`console.log('100%')`), events: null, logs: []string{"\tINFO\t100%\n"}},
		{name: "nothing", code: logs(`console.log()`), events: null, logs: []string{"\tINFO\tundefined\n"}},
		{name: "values", code: logs(`console.log(5); console.log({a: 'x'}); console.log([1, 2]); console.log(null)`), events: null, logs: []string{"\tINFO\t5\n", "\tINFO\t{ a: 'x' }\n", "\tINFO\t[ 1, 2 ]\n", "\tINFO\tnull\n"}},
		{name: "line breaks", code: logs(`console.log('one\ntwo')`), events: null, logs: []string{"\tINFO\tone\rtwo\n"}},
		{name: "errors", code: logs(`console.log(new TypeError('shown'))`), events: null, logs: []string{"\tINFO\tTypeError: shown\r    at "}},
		{name: "while loading", code: `console.log('loading'); exports.handler = async () => null`, events: null, logs: []string{"Z\tundefined\tINFO\tloading\n"}},
		{name: "between invocations", code: `exports.handler = async () => { setTimeout(() => console.log('late'), 1); await new Promise(r => setTimeout(r, 20)) }`, events: null, logs: []string{"\t" + firstID + "\tINFO\tlate\n"}},
		{name: "group and table", code: logs(`console.group('g'); console.log('in'); console.groupEnd(); console.table([{a: 1}])`), events: null, logs: []string{"\tINFO\tg\n", "\tINFO\tin\n", "\tINFO\t┌"}},
		{name: "dir is raw", code: logs(`console.dir({a: 1})`), events: null, logs: []string{"{ a: 1 }\n", "!INFO"}},
		{name: "streams are raw", code: logs(`process.stdout.write('out\n'); process.stderr.write('err\n')`), events: null, logs: []string{"out\n", "!INFO"}, stderr: []string{"err\n"}},
		{name: "replaced stdout.write sees the lines", code: `const lines = []; process.stdout.write = (s) => lines.push(s); exports.handler = async () => { console.log('caught'); return lines[0].endsWith('\tINFO\tcaught\n') }`, events: []event{{want: `true`}}},
		{name: "level WARN", code: logs(`console.trace('1'); console.debug('2'); console.info('3'); console.log('4'); console.warn('five'); console.error('six'); console.fatal('seven')`), env: []string{"AWS_LAMBDA_LOG_LEVEL=warn"}, events: null,
			logs: []string{"\tWARN\tfive\n", "\tERROR\tsix\n", "\tFATAL\tseven\n", "!INFO", "!DEBUG", "!TRACE"}},
		{name: "level FATAL", code: logs(`console.error('no'); console.fatal('yes')`), env: []string{"AWS_LAMBDA_LOG_LEVEL=FATAL"}, events: null, logs: []string{"\tFATAL\tyes\n", "!\tno"}},
		{name: "unknown level", code: logs(`console.trace('yes')`), env: []string{"AWS_LAMBDA_LOG_LEVEL=loud"}, events: null, logs: []string{"\tTRACE\tyes\n"}},
		{name: "two invocations", code: logs(`console.log('x')`), events: []event{{}, {}}, logs: []string{"\t00000001-", "\t00000002-"}},
	})
}

// TestTextLogLine: the whole line.
func TestTextLogLine(t *testing.T) {
	p := start(t, function{files: files("index.js", `exports.handler = async () => { console.log('x') }`)})
	p.invoke(`{}`)
	p.idle(2)
	if !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t` + firstID + `\tINFO\tx\n$`).MatchString(p.stdout.String()) {
		t.Errorf("stdout %q", p.stdout.String())
	}
}

// TestJSONLogs: one object per call.
func TestJSONLogs(t *testing.T) {
	cases := []struct{ name, code, want string }{
		{"string", `console.log('text')`, `{"level":"INFO","message":"text"}`},
		{"object", `console.warn({a: [1]})`, `{"level":"WARN","message":{"a":[1]}}`},
		{"number", `console.debug(5)`, `{"level":"DEBUG","message":5}`},
		{"several", `console.error('%d and', 5, 'x')`, `{"level":"ERROR","message":"5 and x"}`},
		{"line break", `console.log('a\nb')`, `{"level":"INFO","message":"a\nb"}`},
		{"unwritable", `console.log(1n)`, `{"level":"INFO","message":"1n"}`},
		{"nothing", `console.log()`, `{"level":"INFO"}`},
		{"error", `class Mine extends TypeError {}; const e = new Mine('m'); e.stack = 's1\ns2'; e.own = 1; console.log(e)`, `{"level":"INFO","message":{"errorType":"Mine","errorMessage":"m","stackTrace":["s1","s2"],"own":1}}`},
		{"nested error", `const e = new Error('m'); Object.defineProperty(e, 'stack', {value: 's'}); console.log({e})`, `{"level":"INFO","message":{"e":{"errorType":"Error","errorMessage":"m","stackTrace":["s"]}}}`},
		{"error among several", `const e = new Error('m'); Object.defineProperty(e, 'stack', {value: 's'}); console.log('it:', e)`, `{"level":"INFO","message":"it: [s]","errorType":"Error","errorMessage":"m","stackTrace":["s"]}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, function{files: files("index.js", "exports.handler = async () => { "+c.code+" }"), env: []string{"AWS_LAMBDA_LOG_FORMAT=json"}})
			p.invoke(`{}`, "Lambda-Runtime-Aws-Tenant-Id", "t1")
			p.idle(2)
			var entry map[string]any
			if err := json.Unmarshal([]byte(p.stdout.String()), &entry); err != nil {
				t.Fatalf("%v: %s", err, p.stdout)
			}
			if entry["requestId"] != firstID || entry["tenantId"] != "t1" {
				t.Errorf("request %v, tenant %v", entry["requestId"], entry["tenantId"])
			}
			if _, err := time.Parse("2006-01-02T15:04:05.000Z", entry["timestamp"].(string)); err != nil {
				t.Error(err)
			}
			for _, key := range []string{"requestId", "tenantId", "timestamp"} {
				delete(entry, key)
			}
			got, _ := json.Marshal(entry)
			if !sameJSON(t, got, c.want) {
				t.Errorf("entry %s\nwant  %s", got, c.want)
			}
		})
	}
}

// TestJSONErrorLog: unhandled errors are entries whose message is the error.
func TestJSONErrorLog(t *testing.T) {
	runRows(t, []row{
		{name: "invoke", code: `exports.handler = async () => { throw new TypeError('boom') }`, env: []string{"AWS_LAMBDA_LOG_FORMAT=JSON"},
			events: []event{{fails: &failure{kind: "TypeError", message: "boom"}}}, logs: []string{`"level":"ERROR","requestId":"` + firstID + `","message":{"errorType":"TypeError","errorMessage":"boom","stackTrace":["TypeError: boom","    at `}},
		{name: "loading", code: `throw new Error('boom')`, env: []string{"AWS_LAMBDA_LOG_FORMAT=JSON"}, init: &failure{kind: "Error", message: "boom"}, exit: code(129),
			logs: []string{`"level":"ERROR","message":{"errorType":"Error","errorMessage":"boom","stackTrace":[`}},
		{name: "level filters JSON too", code: `exports.handler = async () => { console.log('no'); console.error('yes') }`, env: []string{"AWS_LAMBDA_LOG_FORMAT=JSON", "AWS_LAMBDA_LOG_LEVEL=Error"},
			events: []event{{}}, logs: []string{`"message":"yes"`, "!no"}},
	})
}

// TestTelemetry: with _LAMBDA_TELEMETRY_LOG_FD entries are frames on that descriptor.
func TestTelemetry(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("descriptors are not inherited")
	}
	for _, c := range []struct {
		name, format string
		kind         uint32
		check        func(t *testing.T, message string)
	}{
		{"text", "", 0xa55a0003, func(t *testing.T, message string) {
			if !strings.HasSuffix(message, "\t"+firstID+"\tWARN\tone\ntwo ä\n") {
				t.Errorf("message %q", message)
			}
		}},
		{"json", "JSON", 0xa55a0002, func(t *testing.T, message string) {
			if !strings.Contains(message, `"message":"one\ntwo ä"`) || strings.HasSuffix(message, "\n") {
				t.Errorf("message %q", message)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = r.Close() }()
			p := prepare(t, function{files: files("index.js", `exports.handler = async () => { console.warn('one\ntwo ä'); process.stdout.write('raw'); return '_LAMBDA_TELEMETRY_LOG_FD' in process.env }`),
				env: []string{"_LAMBDA_TELEMETRY_LOG_FD=3", "AWS_LAMBDA_LOG_FORMAT=" + c.format}})
			p.cmd.ExtraFiles = []*os.File{w}
			before := time.Now()
			p.run()
			_ = w.Close()
			if posted := p.invoke(`{}`); string(posted.Body) != "false" {
				t.Errorf("the variable is still there: %s", posted.Body)
			}
			header := make([]byte, 16)
			if _, err := readFull(r, header); err != nil {
				t.Fatal(err)
			}
			if kind := binary.BigEndian.Uint32(header); kind != c.kind|16 {
				t.Errorf("frame type %#x, want %#x", kind, c.kind|16)
			}
			at := time.UnixMicro(int64(binary.BigEndian.Uint64(header[8:])))
			if at.Before(before.Truncate(time.Millisecond)) || at.After(time.Now()) {
				t.Errorf("time %v", at)
			}
			message := make([]byte, binary.BigEndian.Uint32(header[4:]))
			if _, err := readFull(r, message); err != nil {
				t.Fatal(err)
			}
			c.check(t, string(message))
			p.idle(2)
			if p.stdout.String() != "raw" {
				t.Errorf("stdout %q", p.stdout)
			}
		})
	}
}

func readFull(r *os.File, b []byte) (int, error) {
	_ = r.SetReadDeadline(time.Now().Add(patience))
	n := 0
	for n < len(b) {
		m, err := r.Read(b[n:])
		n += m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// TestLogVolume: 10 MB in one invocation, none lost, also when the process ends at once.
func TestLogVolume(t *testing.T) {
	if *command != "" {
		t.Skip("node writes to pipes in the background")
	}
	for name, end := range map[string]string{"answered": `return 'ok'`, "exit": `process.exit(5)`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, function{files: files("index.js", `exports.handler = async () => { const line = 'x'.repeat(1000); for (let i = 0; i < 10000; i++) console.log(i, line); `+end+` }`)})
			pending := p.send(`{}`)
			if name == "exit" {
				if got := p.exitCode(); got != 5 {
					t.Errorf("exit code %d", got)
				}
			} else {
				p.wait(pending)
				p.idle(2)
				p.stop()
			}
			out := []byte(p.stdout.String())
			if lines := bytes.Count(out, []byte("\n")); lines != 10000 {
				t.Errorf("%d lines", lines)
			}
			if !bytes.Contains(out, []byte("\tINFO\t9999 xxx")) {
				t.Error("the last line is missing")
			}
		})
	}
}
