package lambda

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestSettings(t *testing.T) {
	s, err := newSettings(NewConfig().WithEnv([]string{"_HANDLER=a.b", "LAMBDA_TASK_ROOT=/task", "AWS_LAMBDA_LOG_FORMAT=json", "AWS_LAMBDA_LOG_LEVEL=warn",
		"AWS_LAMBDA_MAX_CONCURRENCY=4", "_LAMBDA_TELEMETRY_LOG_FD=5", "X=1", "X=2"}).WithHandler("c.d"))
	if err != nil {
		t.Fatal(err)
	}
	if s.handler != "a.b" || s.root != "/task" || !s.json || s.level != "WARN" || s.concurrency != 4 || s.telemetry != 5 || !s.awslambda || !s.warnOfCallbacks {
		t.Errorf("%+v", s)
	}
	env := strings.Join(s.env.pairs(), "\n") + "\n"
	for _, want := range []string{"AWS_EXECUTION_ENV=AWS_Lambda_nodejs20.x\n", "NODE_PATH=/opt/nodejs/node20/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/task\n", "X=2\n"} {
		if !strings.Contains(env, want) {
			t.Errorf("the function's environment lacks %q:\n%s", want, env)
		}
	}
	if strings.Contains(env, "TELEMETRY") {
		t.Error("the function sees the telemetry descriptor")
	}
}

func TestSettingsKeepWhatIsSet(t *testing.T) {
	s, err := newSettings(NewConfig().WithEnv([]string{"NODE_PATH=/own", "AWS_EXECUTION_ENV=own", "AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA=true", "AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING="}).WithHandler("c.d"))
	if err != nil {
		t.Fatal(err)
	}
	if s.handler != "c.d" || s.env["NODE_PATH"] != "/own" || s.env["AWS_EXECUTION_ENV"] != "own" || s.awslambda || s.warnOfCallbacks || s.root == "" {
		t.Errorf("%+v", s)
	}
}

func TestSettingsRefused(t *testing.T) {
	for _, pair := range []string{"_HANDLER=", "AWS_LAMBDA_MAX_CONCURRENCY=0", "AWS_LAMBDA_MAX_CONCURRENCY=many", "AWS_LAMBDA_MAX_CONCURRENCY=100000", "_LAMBDA_TELEMETRY_LOG_FD=x", "_LAMBDA_TELEMETRY_LOG_FD=-1"} {
		env := []string{"_HANDLER=a.b", pair}
		var bad *ConfigError
		if _, err := newSettings(NewConfig().WithEnv(env)); !errors.As(err, &bad) || !strings.HasPrefix(pair, bad.Name+"=") {
			t.Errorf("%s: %v", pair, err)
		}
	}
}

func TestFrames(t *testing.T) {
	frame := appendFrame(nil, true, 5, 1700000000123, "{}")
	if kind := binary.BigEndian.Uint32(frame); kind != 0xa55a0002|20 {
		t.Errorf("type %#x", kind)
	}
	if size, at := binary.BigEndian.Uint32(frame[4:]), binary.BigEndian.Uint64(frame[8:]); size != 2 || at != 1700000000123000 || string(frame[16:]) != "{}" {
		t.Errorf("size %d, time %d, message %q", size, at, frame[16:])
	}
}

func TestStackFrames(t *testing.T) {
	frames := stackFrames([]string{"Error: at x", "    at Object.f [as g] (/a b/c.js:12:5)", "    at file:///x.mjs:3:1", "    at async main (/m.js:7:9)", "    at <anonymous>", "    at f (x:99999999999:1)"})
	got, _ := json.Marshal(frames)
	want := `[{"path":"/a b/c.js","line":12,"label":"Object.f [as g]"},{"path":"file:///x.mjs","line":3,"label":""},{"path":"/m.js","line":7,"label":"async main"}]`
	if !bytes.Equal(got, []byte(want)) {
		t.Errorf("%s", got)
	}
}

// FuzzStackFrames: stacks are the guest's.
func FuzzStackFrames(f *testing.F) {
	f.Add("    at f (/x.js:1:2)")
	f.Add(" at at ((((:1")
	f.Fuzz(func(t *testing.T, line string) {
		for _, frame := range stackFrames([]string{line}) {
			if !strings.Contains(line, frame.Path) || !strings.Contains(line, frame.Label) {
				t.Errorf("%+v of %q", frame, line)
			}
		}
	})
}
