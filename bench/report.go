package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"text/tabwriter"
)

// figure is one line of the report.
type figure struct {
	Benchmark string             `json:"benchmark"`
	Metric    string             `json:"metric"`
	Unit      string             `json:"unit"`
	Values    map[string]float64 `json:"values"`  // by program
	Samples   map[string]int     `json:"samples"` // behind each value
}

// ratio is our value to node's, NaN when one of them is missing.
func (f figure) ratio() float64 {
	node := f.Values[reference]
	if node == 0 {
		return math.NaN()
	}
	return f.Values[ours] / node
}

// MarshalJSON adds the ratio where there is one.
func (f figure) MarshalJSON() ([]byte, error) {
	type plain figure
	out := struct {
		plain
		Ratio *float64 `json:"ratio,omitempty"`
	}{plain: plain(f)}
	if r := f.ratio(); !math.IsNaN(r) {
		out.Ratio = &r
	}
	return json.Marshal(out)
}

// machine is what the figures were measured on.
type machine struct {
	OS          string            `json:"os"`
	Arch        string            `json:"arch"`
	CPUs        int               `json:"cpus"`
	Versions    map[string]string `json:"versions"`
	BinaryBytes int64             `json:"binaryBytes"`
}

func describeMachine(binary string, programs []contestant) machine {
	m := machine{OS: runtime.GOOS, Arch: runtime.GOARCH, CPUs: runtime.NumCPU(), Versions: map[string]string{"go": runtime.Version()}}
	for _, p := range programs {
		m.Versions[p.name] = p.version
	}
	if info, err := os.Stat(binary); err == nil {
		m.BinaryBytes = info.Size()
	}
	return m
}

type report struct {
	Machine machine  `json:"machine"`
	Figures []figure `json:"figures"`
}

func (r report) table(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "benchmark\tmetric\tunit\t%s\t%s\tratio\t\n", ours, reference)
	for _, f := range r.Figures {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t\n", f.Benchmark, f.Metric, f.Unit,
			number(f.Values[ours]), number(f.Values[reference]), number(f.ratio()))
	}
	_ = t.Flush()
}

// number shows three digits that count; "-" for what was not measured.
func number(v float64) string {
	switch {
	case v == 0 || math.IsNaN(v):
		return "-"
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	case v >= 1:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.3f", v)
}

func (r report) writeJSON(name string) error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(data, '\n'), 0o644)
}
