package eventloop

// Context carries what is current when work begins to where its completion runs.
type Context interface {
	// Grab is called when work of a kind ("" if it has no name) begins; what it returns belongs to the work.
	Grab(kind string) any
	// Enter is called before a completion of the work runs, leave after it.
	Enter(grabbed any) (leave func())
	// Over is called once the work has ended.
	Over(grabbed any)
}

// SetContext sets what operations that begin from now on are carried by.
func (l *Loop) SetContext(c Context) { l.context = c }

// within runs f in what was grabbed when o began.
func (o *Operation) within(f func()) {
	if o.grabbed == nil {
		f()
		return
	}
	leave := o.loop.context.Enter(o.grabbed)
	f()
	leave()
}
