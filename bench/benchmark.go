package main

import "fmt"

// metric is one figure that a benchmark gives.
type metric struct {
	name   string
	unit   string
	reduce func([]float64) float64 // many samples to the figure
}

// benchmark measures every program with the same work. Programs take turns,
// so that a slow moment of the machine falls on all of them alike.
type benchmark struct {
	name    string
	rounds  int // turns of each program
	metrics []metric
	open    func(contestant) (session, error)
}

// session is one program under one benchmark.
type session interface {
	// turn does one round and gives its samples: one list for each metric.
	turn() ([][]float64, error)
	// close ends the program.
	close() error
}

// measure gives one figure for each metric.
func (b benchmark) measure(programs []contestant) (figures []figure, err error) {
	sessions := make([]session, len(programs))
	for i, p := range programs {
		if sessions[i], err = b.open(p); err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		defer func() {
			if cerr := sessions[i].close(); err == nil {
				err = cerr
			}
		}()
	}
	samples, err := b.takeTurns(programs, sessions)
	if err != nil {
		return nil, err
	}
	for i, m := range b.metrics {
		f := figure{Benchmark: b.name, Metric: m.name, Unit: m.unit, Values: map[string]float64{}, Samples: map[string]int{}}
		for j, p := range programs {
			f.Values[p.name] = m.reduce(samples[j][i])
			f.Samples[p.name] = len(samples[j][i])
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// takeTurns gives samples[program][metric].
func (b benchmark) takeTurns(programs []contestant, sessions []session) ([][][]float64, error) {
	samples := make([][][]float64, len(programs))
	for i := range samples {
		samples[i] = make([][]float64, len(b.metrics))
	}
	for round := range b.rounds {
		for k := range programs {
			i := (k + round) % len(programs) // each goes first in turn
			got, err := sessions[i].turn()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", programs[i].name, err)
			}
			for m, values := range got {
				samples[i][m] = append(samples[i][m], values...)
			}
		}
	}
	return samples, nil
}

// each is a session whose turns have nothing in common.
type each func() ([][]float64, error)

func (e each) turn() ([][]float64, error) { return e() }
func (e each) close() error               { return nil }
