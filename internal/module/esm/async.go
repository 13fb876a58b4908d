package esm

import (
	"sort"

	"github.com/dop251/goja"
)

// asyncFulfilled is AsyncModuleExecutionFulfilled.
func (m *record) asyncFulfilled() {
	if m.status == evaluated {
		return
	}
	m.async = false
	m.status = evaluated
	m.settle()
	if m.promise != nil {
		_ = m.promise.resolve(goja.Undefined())
	}
	var ready []*record
	m.gather(&ready)
	sort.Slice(ready, func(i, j int) bool { return ready[i].order < ready[j].order })
	for _, r := range ready {
		r.runReady()
	}
}

func (m *record) runReady() {
	switch {
	case m.status == evaluated:
	case m.template != nil && m.template.Await:
		m.executeAsync()
	default:
		if reason, threw := m.loader.catch(m.execute); threw {
			m.asyncRejected(reason)
			return
		}
		m.async = false
		m.status = evaluated
		m.settle()
		if m.promise != nil {
			_ = m.promise.resolve(goja.Undefined())
		}
	}
}

// gather is GatherAvailableAncestors: the modules that waited for nothing else.
func (m *record) gather(ready *[]*record) {
	for _, p := range m.parents {
		if p.listed(*ready) || p.root != nil && p.root.failed {
			continue
		}
		p.pending--
		if p.pending > 0 {
			continue
		}
		*ready = append(*ready, p)
		if p.template == nil || !p.template.Await {
			p.gather(ready)
		}
	}
}

func (m *record) listed(list []*record) bool {
	for _, r := range list {
		if r == m {
			return true
		}
	}
	return false
}

// asyncRejected is AsyncModuleExecutionRejected: whoever waits fails with the same reason.
func (m *record) asyncRejected(reason goja.Value) {
	if m.status == evaluated {
		return
	}
	m.status, m.failed, m.reason = evaluated, true, reason
	for _, p := range m.parents {
		p.asyncRejected(reason)
	}
	if m.promise != nil {
		_ = m.promise.reject(reason)
	}
}

// hasAsync tells whether a module that the evaluation of m would run has a top-level await.
func (m *record) hasAsync() bool {
	seen := map[*record]bool{}
	work := []*record{m}
	for len(work) > 0 {
		r := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[r] {
			continue
		}
		seen[r] = true
		if r.template != nil && r.template.Await || r.status == evaluatingAsync {
			return true
		}
		work = append(work, r.requested...)
	}
	return false
}
