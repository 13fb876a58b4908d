package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	r := report{Figures: []figure{
		{Benchmark: "b", Metric: "both", Unit: "ms", Values: map[string]float64{ours: 1, reference: 4}},
		{Benchmark: "b", Metric: "alone", Unit: "ms", Values: map[string]float64{ours: 123.4}},
	}}
	var table bytes.Buffer
	r.table(&table)
	lines := strings.Split(table.String(), "\n")
	if got := strings.Fields(lines[1]); strings.Join(got, " ") != "b both ms 1.00 4.00 0.250" {
		t.Errorf("with node: %q", got)
	}
	if got := strings.Fields(lines[2]); strings.Join(got, " ") != "b alone ms 123 - -" {
		t.Errorf("without node: %q", got)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), `"ratio":`); n != 1 || !strings.Contains(string(data), `"ratio":0.25`) {
		t.Errorf("JSON: %s", data)
	}
}

// counter gives its number of turns so far.
type counter struct {
	id    string
	order *[]string
	turns float64
}

func (c *counter) turn() ([][]float64, error) {
	*c.order = append(*c.order, c.id)
	c.turns++
	return [][]float64{{c.turns, 10 * c.turns}}, nil
}

func (c *counter) close() error {
	*c.order = append(*c.order, "close "+c.id)
	return nil
}

func TestProgramsTakeTurns(t *testing.T) {
	var order []string
	b := benchmark{name: "b", rounds: 3, metrics: []metric{{"m", "ms", last}}, open: func(c contestant) (session, error) {
		return &counter{id: c.name, order: &order}, nil
	}}
	figures, err := b.measure([]contestant{{name: ours}, {name: reference}})
	if err != nil {
		t.Fatal(err)
	}
	want := "wasmglue node node wasmglue wasmglue node close node close wasmglue"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("order %s", got)
	}
	if f := figures[0]; f.Values[ours] != 30 || f.Samples[reference] != 6 {
		t.Errorf("figure %+v", f)
	}
}
