package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/wasmglue/wasmglue/platforms/lambda"
)

var packageCommand = command{
	name:    "package",
	args:    "lambda DIR -o FILE.zip [flags]",
	summary: "write a deployment package for AWS Lambda",
	help: `Writes a zip for the runtime provided.al2023: the action in DIR with this binary as its bootstrap. The same input gives
the same bytes. With --layer only the runtime goes into the zip (a layer for many functions), with --no-runtime only
the action.

  wasmglue package lambda ./action -o fn.zip
  wasmglue package lambda --layer -o layer.zip
  wasmglue package lambda ./action --runtime-binary dist/wasmglue-arm64 -o fn.zip`,
}

func init() { packageCommand.run = runPackage }

func runPackage(in *invocation) int {
	flags := newFlags("package")
	out := flags.String("o", "", "write the zip to `FILE`")
	binary := flags.String("runtime-binary", "", "the wasmglue `BINARY` to pack (default: this one), for another architecture")
	layer := flags.Bool("layer", false, "pack the runtime alone, as a layer")
	noRuntime := flags.Bool("no-runtime", false, "pack the action alone: a layer has the runtime")
	asJSON := flags.Bool("json", false, "print the report as JSON")
	if len(in.args) > 0 && in.args[0] == "lambda" {
		in.args = in.args[1:]
	} else if len(in.args) == 0 || in.args[0][0] != '-' {
		return in.usage(flags, errors.New("say for which platform: lambda"))
	}
	args, code, done := in.parse(flags, false)
	if done {
		return code
	}
	if err := checkPackage(args, *out, *layer, *noRuntime); err != nil {
		return in.usage(flags, err)
	}
	contents, err := packageContents(args, *binary, *noRuntime)
	if err != nil {
		return in.fail(exitFailure, "%v", err)
	}
	report, err := writePackage(*out, contents)
	if err != nil {
		return in.fail(exitFailure, "%v", err)
	}
	if *asJSON {
		return in.printJSON(report)
	}
	fmt.Fprintf(in.stdout, "%s: %d files, %.1f MB unpacked, %.1f MB packed%s\n", *out, report.Files,
		float64(report.Unpacked)/1e6, float64(report.Packed)/1e6, architecture(report))
	return 0
}

func architecture(report lambda.Report) string {
	if report.Architecture == "" {
		return ", no runtime"
	}
	return ", architecture " + report.Architecture
}

func checkPackage(args []string, out string, layer, noRuntime bool) error {
	switch {
	case out == "":
		return errors.New("-o FILE is missing")
	case layer && noRuntime:
		return errors.New("--layer and --no-runtime leave nothing to pack")
	case layer && len(args) > 0:
		return errors.New("--layer takes no DIR: it packs the runtime alone")
	case !layer && len(args) != 1:
		return fmt.Errorf("takes one DIR, got %d", len(args))
	}
	return nil
}

func packageContents(args []string, binary string, noRuntime bool) (lambda.Contents, error) {
	var contents lambda.Contents
	if len(args) == 1 {
		info, err := os.Stat(args[0])
		if err != nil {
			return contents, err
		}
		if !info.IsDir() {
			return contents, &fs.PathError{Op: "package", Path: args[0], Err: errors.New("not a directory")}
		}
		contents.Action = os.DirFS(args[0])
	}
	if noRuntime {
		return contents, nil
	}
	if binary == "" {
		var err error
		if binary, err = os.Executable(); err != nil {
			return contents, err
		}
	}
	runtime, err := os.ReadFile(binary)
	contents.Runtime = runtime
	return contents, err
}

// writePackage writes beside the target and renames, so that a failure leaves no half package.
func writePackage(out string, contents lambda.Contents) (report lambda.Report, err error) {
	file, err := os.CreateTemp(filepath.Dir(out), ".package-*")
	if err != nil {
		return report, err
	}
	defer func() { _ = os.Remove(file.Name()) }()
	if report, err = lambda.Package(io.Writer(file), contents); err != nil {
		_ = file.Close()
		return report, err
	}
	if err := file.Chmod(0o644); err != nil {
		_ = file.Close()
		return report, err
	}
	if err := file.Close(); err != nil {
		return report, err
	}
	return report, os.Rename(file.Name(), out)
}
