package cli

import (
	"errors"
	"log/slog"
	"net"
	"os"
	"strconv"

	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/openwhisk"
)

var openwhiskCommand = command{
	name: "serve openwhisk",
	args: "[flags]",
	help: `Listens for POST /init, which brings the action as plain code or as a base64 zip, and POST /run, and answers as the
nodejs:20 action container does. Standard output and error are the action's: ours go nowhere unless --log is given.

  wasmglue serve openwhisk --port 8080
  curl -d '{"value":{"name":"a","main":"main","code":"function main(p){return {hi:p.name}}"}}' \
       -H content-type:application/json localhost:8080/init
  curl -d '{"value":{"name":"you"}}' -H content-type:application/json localhost:8080/run`,
}

// exitUnknownPlatform is the reference's code when __OW_RUNTIME_PLATFORM names nothing it knows.
const exitUnknownPlatform = 9

func serveOpenWhisk(in *invocation, args []string) int {
	in.command, in.args = openwhiskCommand, args
	flags := newFlags("serve openwhisk")
	permissions := addPermissionFlags(flags)
	port := flags.Int("port", defaultPort(), "listen on port `N`; 0 takes a free one (default: PORT, else 8080)")
	host := flags.String("host", "", "listen on the address `HOST` only (default: all)")
	isolate := flags.String("isolate", "none", "what activations share: `none` of their state is kept apart, or run: each has a fresh realm")
	deadline := flags.Bool("enforce-deadline", false, "interrupt an activation at its deadline")
	metrics := flags.String("metrics", "", "expose counts and timings at http://`ADDR`/metrics")
	logTo := flags.String("log", "", "write the host's own log, as JSON lines, to `FILE`")
	rest, code, done := in.parse(flags, false)
	switch {
	case done:
		return code
	case len(rest) > 0:
		return in.usage(flags, errors.New("takes no arguments: the action comes by POST /init"))
	}
	if err := permissions.fromEnvironment(); err != nil {
		return in.fail(exitUsage, "%v", err)
	}
	cfg := openwhisk.NewConfig(permissions.narrowed(in.nodeConfig)).WithOutput(in.stdout, in.stderr).WithMetrics(*metrics).WithCacheDir(cacheDir())
	switch *isolate {
	case "none":
	case "run":
		cfg = cfg.WithIsolation(openwhisk.IsolateRuns)
	default:
		return in.usage(flags, errors.New("--isolate is none or run"))
	}
	if *deadline {
		cfg = cfg.WithDeadlineEnforced()
	}
	if *logTo != "" {
		file, err := os.OpenFile(*logTo, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
		if err != nil {
			return in.fail(exitFailure, "--log: %v", err)
		}
		defer func() { _ = file.Close() }()
		cfg = cfg.WithLog(slog.New(slog.NewJSONHandler(file, nil)))
	}
	server := openwhisk.NewServer(cfg)
	return in.servedCode(server.ListenAndServe(background(), net.JoinHostPort(*host, strconv.Itoa(*port))))
}

// servedCode tells the exit code after serving ended. What an action's end printed is printed already.
func (in *invocation) servedCode(err error) int {
	var platform *openwhisk.PlatformError
	var exit *jshost.ExitError
	switch {
	case errors.As(err, &platform):
		_, _ = in.stderr.Write([]byte(platform.Error() + "\n"))
		return exitUnknownPlatform
	case errors.As(err, &exit):
		return exit.Code
	}
	return in.exitCode(err)
}

func defaultPort() int {
	if port, err := strconv.Atoi(os.Getenv("PORT")); err == nil && port >= 0 && port <= 65535 {
		return port
	}
	return 8080
}
