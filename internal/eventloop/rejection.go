package eventloop

import "github.com/dop251/goja"

// rejections tracks promises that were rejected without a handler. As in node they are judged only after the ticks and microtasks of a
// task have run: a handler attached by then is in time.
type rejections struct {
	unhandled []*goja.Promise
	reported  map[*goja.Promise]struct{}
	late      []*goja.Promise
	onReject  func(*goja.Promise)
	onHandled func(*goja.Promise)
}

// OnUnhandledRejection sets what is told of a promise that stayed rejected without a handler, and, if handled is not nil, of one that got its
// handler after it was told of. Both run as part of the task that caused them.
func (l *Loop) OnUnhandledRejection(unhandled, handled func(*goja.Promise)) {
	l.rejections.onReject, l.rejections.onHandled = unhandled, handled
}

func (r *rejections) install(rt *goja.Runtime) {
	r.reported = map[*goja.Promise]struct{}{}
	rt.SetPromiseRejectionTracker(func(p *goja.Promise, op goja.PromiseRejectionOperation) {
		if op == goja.PromiseRejectionReject {
			r.unhandled = append(r.unhandled, p)
			return
		}
		r.forget(p)
	})
}

func (r *rejections) forget(p *goja.Promise) {
	for i, q := range r.unhandled {
		if q == p {
			r.unhandled = append(r.unhandled[:i], r.unhandled[i+1:]...)
			return
		}
	}
	if _, ok := r.reported[p]; ok {
		delete(r.reported, p)
		r.late = append(r.late, p)
	}
}

func (r *rejections) pending() bool { return len(r.unhandled)+len(r.late) > 0 }

func (r *rejections) process() {
	late, unhandled := r.late, r.unhandled
	r.late, r.unhandled = nil, nil
	for _, p := range late {
		if r.onHandled != nil {
			r.onHandled(p)
		}
	}
	for _, p := range unhandled {
		r.reported[p] = struct{}{}
		if r.onReject != nil {
			r.onReject(p)
		}
	}
}
