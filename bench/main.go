// Command bench measures wasmglue side by side with node, where node exists:
// process start to answer, the two platforms cold and warm, resident memory,
// and plain computing. It prints a table with ratios to node and, with -o,
// writes the same as JSON. README.md says what each figure means.
//
// Run it from the root of the project: go run ./bench
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	var o options
	flag.StringVar(&o.output, "o", "", "also write the figures as JSON to `FILE`")
	flag.StringVar(&o.binary, "binary", "", "measure this wasmglue `FILE` instead of building one")
	flag.StringVar(&o.only, "only", "", "measure only benchmarks whose name contains `TEXT`")
	flag.IntVar(&o.rounds, "rounds", 15, "spawns of each program per cold figure")
	flag.IntVar(&o.warm, "warm", 1000, "warm calls of each program")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type options struct {
	output, binary, only string
	rounds, warm         int
}

func run(o options) error {
	dir, err := os.MkdirTemp("", "wasmglue-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	// What the programs unpack and leave behind when killed goes with it.
	for _, name := range []string{"TMPDIR", "TEMP", "TMP"} {
		if err := os.Setenv(name, dir); err != nil {
			return err
		}
	}
	if o.binary == "" {
		if o.binary, err = build(dir); err != nil {
			return err
		}
	}
	programs, err := contestants(o.binary)
	if err != nil {
		return err
	}
	r := report{Machine: describeMachine(o.binary, programs)}
	for _, b := range benchmarks(o) {
		if !strings.Contains(b.name, o.only) {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s ...\n", b.name)
		figures, err := b.measure(programs)
		if err != nil {
			return fmt.Errorf("%s: %w", b.name, err)
		}
		r.Figures = append(r.Figures, figures...)
	}
	r.table(os.Stdout)
	if o.output == "" {
		return nil
	}
	return r.writeJSON(o.output)
}
