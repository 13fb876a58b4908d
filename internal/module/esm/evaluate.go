package esm

import "github.com/dop251/goja"

// evaluation is the state of a module's evaluation: the fields of the standard's Cyclic Module Records.
type evaluation struct {
	status   status
	failed   bool
	reason   goja.Value // why it failed
	index    int        // [[DFSIndex]]
	ancestor int        // [[DFSAncestorIndex]]
	root     *record    // [[CycleRoot]]
	async    bool       // [[AsyncEvaluation]]
	order    int        // of becoming async
	pending  int        // [[PendingAsyncDependencies]]
	parents  []*record  // [[AsyncParentModules]]
	promise  *capability
}

// capability is a promise with its functions.
type capability struct {
	promise         goja.Value
	resolve, reject func(any) error
}

func (l *Loader) newCapability() *capability {
	p, resolve, reject := l.rt.NewPromise()
	return &capability{l.rt.ToValue(p), resolve, reject}
}

// evaluate is Evaluate: it returns the promise of the module's evaluation.
func (m *record) evaluate() goja.Value {
	if m.status == evaluatingAsync || m.status == evaluated {
		if m.root != nil {
			m = m.root
		}
	}
	if m.promise != nil {
		return m.promise.promise
	}
	m.promise = m.loader.newCapability()
	var stack []*record
	index := 0
	if reason, threw := m.loader.catch(func() { m.inner(&stack, &index) }); threw {
		for _, r := range stack {
			r.status, r.failed, r.reason = evaluated, true, reason
		}
		_ = m.promise.reject(reason)
		return m.promise.promise
	}
	if !m.async {
		_ = m.promise.resolve(goja.Undefined())
	}
	return m.promise.promise
}

// inner is InnerModuleEvaluation: depth first, strongly connected components at a time.
func (m *record) inner(stack *[]*record, index *int) {
	if m.status == evaluatingAsync || m.status == evaluated {
		if m.failed {
			panic(m.reason)
		}
		return
	}
	if m.status == evaluating {
		return
	}
	m.status = evaluating
	m.index, m.ancestor = *index, *index
	*index++
	*stack = append(*stack, m)
	for _, required := range m.requested {
		m.evaluateRequested(required, stack, index)
	}
	if m.pending > 0 || m.template != nil && m.template.Await {
		m.async = true
		m.loader.asyncOrder++
		m.order = m.loader.asyncOrder
		if m.pending == 0 {
			m.executeAsync()
		}
	} else {
		m.execute()
	}
	m.closeComponent(stack)
}

func (m *record) evaluateRequested(required *record, stack *[]*record, index *int) {
	required.inner(stack, index)
	if required.status == evaluating {
		m.ancestor = min(m.ancestor, required.ancestor)
	} else {
		required = required.root
		if required.failed {
			panic(required.reason)
		}
	}
	if required.async {
		m.pending++
		required.parents = append(required.parents, m)
	}
}

func (m *record) closeComponent(stack *[]*record) {
	if m.ancestor != m.index {
		return
	}
	for {
		last := len(*stack) - 1
		r := (*stack)[last]
		*stack = (*stack)[:last]
		r.status = evaluated
		if r.async {
			r.status = evaluatingAsync
		}
		r.root = m
		if r.status == evaluated {
			r.settle()
		}
		if r == m {
			return
		}
	}
}

// execute runs the body of a module that awaits nothing.
func (m *record) execute() {
	if m.synthetic != nil {
		m.synthetic.run(m)
		return
	}
	m.body.step(goja.Undefined())
}

// executeAsync is ExecuteAsyncModule: it runs the body, waiting for each promise that it yields.
func (m *record) executeAsync() {
	if m.synthetic != nil || !m.template.Await {
		if reason, threw := m.loader.catch(m.execute); threw {
			m.asyncRejected(reason)
		} else {
			m.asyncFulfilled()
		}
		return
	}
	m.drive(func() goja.Value { return m.body.step(goja.Undefined()) })
}

func (m *record) drive(resume func() goja.Value) {
	var awaited goja.Value
	reason, threw := m.loader.catch(func() { awaited = resume() })
	l := m.loader
	switch {
	case threw:
		l.soon(func() { m.asyncRejected(reason) })
	case m.body.done:
		l.soon(m.asyncFulfilled)
	default:
		l.await(awaited, func(v goja.Value) {
			m.drive(func() goja.Value { return m.body.step(v) })
		}, func(reason goja.Value) {
			m.drive(func() goja.Value { return m.body.fail(reason) })
		})
	}
}
