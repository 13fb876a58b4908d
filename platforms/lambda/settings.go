package lambda

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
)

// settings is what the environment says about one function. The names are those of
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.
type settings struct {
	handler         string // _HANDLER
	root            string // LAMBDA_TASK_ROOT
	api             string // AWS_LAMBDA_RUNTIME_API
	concurrency     int    // AWS_LAMBDA_MAX_CONCURRENCY; 1 when unset
	json            bool   // AWS_LAMBDA_LOG_FORMAT
	level           string // AWS_LAMBDA_LOG_LEVEL, upper case
	telemetry       int    // _LAMBDA_TELEMETRY_LOG_FD; -1 when unset
	awslambda       bool   // the global is wanted
	warnOfCallbacks bool
	env             environment // the function's own

	telemetryOnce sync.Once
	telemetryOut  *os.File
}

// managedNodePath is NODE_PATH as the managed runtime nodejs20.x sets it: layers, and bare specifiers that name files of the function.
const managedNodePath = "/opt/nodejs/node20/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:"

// ConfigError says which setting keeps a function from being served.
type ConfigError struct {
	Name   string // of the environment variable
	Reason string
}

func (e *ConfigError) Error() string { return "lambda: " + e.Name + " " + e.Reason }

func newSettings(c Config) (*settings, error) {
	env := newEnvironment(c.env)
	s := &settings{
		handler:         env["_HANDLER"],
		root:            env["LAMBDA_TASK_ROOT"],
		api:             env["AWS_LAMBDA_RUNTIME_API"],
		json:            strings.EqualFold(env["AWS_LAMBDA_LOG_FORMAT"], "JSON"),
		level:           strings.ToUpper(env["AWS_LAMBDA_LOG_LEVEL"]),
		warnOfCallbacks: !env.has("AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING"),
		telemetry:       -1,
		concurrency:     1,
		env:             env,
	}
	off := env["AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA"]
	s.awslambda = off != "1" && off != "true"
	if s.handler == "" {
		s.handler = c.handler
	}
	if s.handler == "" {
		return nil, &ConfigError{"_HANDLER", `must name the handler, such as "index.handler"`}
	}
	if err := s.readNumbers(); err != nil {
		return nil, err
	}
	s.complete()
	return s, nil
}

func (e environment) has(name string) bool {
	_, ok := e[name]
	return ok
}

func (s *settings) readNumbers() error {
	if text := s.env["AWS_LAMBDA_MAX_CONCURRENCY"]; text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 1000 {
			return &ConfigError{"AWS_LAMBDA_MAX_CONCURRENCY", fmt.Sprintf("is %q: it must be a number from 1 to 1000", text)}
		}
		s.concurrency = n
	}
	if text := s.env["_LAMBDA_TELEMETRY_LOG_FD"]; text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return &ConfigError{"_LAMBDA_TELEMETRY_LOG_FD", fmt.Sprintf("is %q: it must be the number of an open file", text)}
		}
		s.telemetry = n
	}
	return nil
}

// complete gives the function's environment what the managed runtime has and provided.al2023 lacks, and hides what is the runtime's.
func (s *settings) complete() {
	if s.root == "" { // an image that is not of AWS's base images: the function is where it is started, as for AWS's client
		s.root, _ = os.Getwd()
	}
	s.env["LAMBDA_TASK_ROOT"] = s.root
	s.env["_HANDLER"] = s.handler
	delete(s.env, "_LAMBDA_TELEMETRY_LOG_FD")
	s.setDefault("LAMBDA_RUNTIME_DIR", "/var/runtime")
	s.setDefault("AWS_EXECUTION_ENV", "AWS_Lambda_nodejs20.x")
	s.setDefault("NODE_PATH", managedNodePath+s.root)
}

func (s *settings) setDefault(name, value string) {
	if s.env[name] == "" {
		s.env[name] = value
	}
}
