package eventloop

import (
	"testing"
	"time"
)

func TestUsage(t *testing.T) {
	r := newTestRealm(t)
	var first, later Usage
	r.Submit(func() {
		r.MeasureAnew()
		first = r.Usage()
		r.NewTimer(5*time.Millisecond, func() error {
			later = r.Usage()
			r.MeasureEnd()
			return nil
		})
	})
	if err := r.run(t, ""); err == nil {
		t.Fatal("the loop ends by its context alone")
	}
	if first != (Usage{}) {
		t.Errorf("before the first turn: %v", first)
	}
	if later.Started.IsZero() || later.Idle <= 0 || !later.Ended.IsZero() {
		t.Errorf("in a timer: %v", later)
	}
	if end := r.Usage(); end.Ended.Before(later.Started) || end.Idle < later.Idle || end.Started != later.Started {
		t.Errorf("at the end: %v after %v", end, later)
	}
}

func TestUsageOfALoopThatWaits(t *testing.T) {
	r := newTestRealm(t)
	r.Submit(func() {
		operation := r.Begin()
		go func() {
			for idle := r.Usage().Idle; r.Usage().Idle <= idle; {
				time.Sleep(time.Millisecond)
			}
			operation.End(func() { r.log = append(r.log, "waited") })
		}()
	})
	_ = r.run(t, "")
	r.expect(t, "waited")
}
