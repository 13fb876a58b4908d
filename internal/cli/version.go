package cli

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
)

var versionCommand = command{
	name:    "version",
	args:    "[--json]",
	summary: "print the versions of wasmglue and its engines",
	help:    "Prints the versions of wasmglue, Go, goja and wazero that this binary is made of.",
}

func init() { versionCommand.run = runVersion }

// engines are the modules whose versions matter to whoever reports a fault.
var engines = []string{"github.com/dop251/goja", "github.com/tetratelabs/wazero"}

func runVersion(in *invocation) int {
	flags := newFlags("version")
	asJSON := flags.Bool("json", false, "print JSON")
	if _, code, done := in.parse(flags, false); done {
		return code
	}
	names, versions := versions()
	if *asJSON {
		return in.printJSON(versions)
	}
	for _, name := range names {
		fmt.Fprintf(in.stdout, "%-10s %s\n", name, versions[name])
	}
	return 0
}

func versions() (names []string, versions map[string]string) {
	versions = map[string]string{"wasmglue": "(unknown)", "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH}
	names = []string{"wasmglue", "go", "platform"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return names, versions
	}
	versions["wasmglue"] = info.Main.Version
	for _, dep := range info.Deps {
		for _, engine := range engines {
			if dep.Path == engine {
				name := engine[len("github.com/"):]
				names = append(names, name)
				versions[name] = dep.Version
			}
		}
	}
	return names, versions
}

func (in *invocation) printJSON(v any) int {
	text, err := json.Marshal(v)
	if err != nil {
		return in.fail(exitFailure, "%v", err)
	}
	fmt.Fprintf(in.stdout, "%s\n", text)
	return 0
}
