package realm

import "github.com/dop251/goja"

// Async is what node's async_hooks tells of: which asynchronous operation's callback runs.
type Async struct {
	current *AsyncOperation
	last    int64
	hooks   AsyncHooks // nil while no hook is enabled

	announced *AsyncOperation // what the next promise reaction is
	then      goja.Callable   // Promise.prototype.then, once hooks have replaced it
}

// AsyncHooks are told of the lives of asynchronous operations.
type AsyncHooks interface {
	Init(id int64, kind string, trigger int64, resource goja.Value)
	Before(id int64)
	After(id int64)
	Destroy(id int64)
}

// AsyncOperation is one asynchronous operation: what its callback runs as, and with which frame of AsyncLocalStorage.
type AsyncOperation struct {
	ID, Trigger int64
	Resource    goja.Value // nil until somebody asks
	Promise     bool       // it is a promise, which its callback's result settles
	frame       goja.Value
}

// mainID is the operation that runs the main script.
const mainID = 1

// CurrentOperation returns the operation whose callback runs.
func (r *Realm) CurrentOperation() *AsyncOperation {
	if r.async.current == nil {
		r.async.current = &AsyncOperation{ID: mainID}
		r.async.last = max(r.async.last, mainID)
	}
	return r.async.current
}

// NewAsyncID returns a number that no operation has.
func (r *Realm) NewAsyncID() int64 {
	r.async.last = max(r.async.last, mainID) + 1
	return r.async.last
}

// SetAsyncHooks sets who is told of operations, nil for nobody.
func (r *Realm) SetAsyncHooks(hooks AsyncHooks) { r.async.hooks = hooks }

// AsyncHooks returns who is told of operations; nil when nobody is.
func (r *Realm) AsyncHooks() AsyncHooks { return r.async.hooks }

// NewOperation begins an operation that the current one causes. kind is the name of node's ("Timeout"); one without a name is nobody told of.
// resource is the object that stands for it, nil for none.
func (r *Realm) NewOperation(kind string, resource goja.Value) *AsyncOperation {
	return r.NewOperationBy(r.CurrentOperation().ID, kind, resource)
}

// NewOperationBy is NewOperation with the id of another operation as the cause.
func (r *Realm) NewOperationBy(trigger int64, kind string, resource goja.Value) *AsyncOperation {
	o := &AsyncOperation{ID: r.NewAsyncID(), Trigger: trigger, Resource: resource, frame: r.AsyncContext}
	if r.async.hooks != nil && kind != "" {
		r.async.hooks.Init(o.ID, kind, o.Trigger, r.ResourceOf(o))
	}
	return o
}

// AnnounceOperation says which operation the next promise reaction is; nil takes that back.
func (r *Realm) AnnounceOperation(o *AsyncOperation) { r.async.announced = o }

// AnnouncedOperation returns what AnnounceOperation said, once.
func (r *Realm) AnnouncedOperation() *AsyncOperation {
	o := r.async.announced
	r.async.announced = nil
	return o
}

// KeepThen keeps the engine's Promise.prototype.then, for hooks replace it.
func (r *Realm) KeepThen(then goja.Callable) { r.async.then = then }

// Then calls the engine's Promise.prototype.then.
func (r *Realm) Then(promise *goja.Object, reaction goja.Value) {
	then := r.async.then
	if then == nil {
		then, _ = goja.AssertFunction(promise.Get("then"))
	}
	r.Call(then, promise, reaction)
}

// ResourceOf returns the object that stands for o.
func (r *Realm) ResourceOf(o *AsyncOperation) goja.Value {
	if o.Resource == nil {
		o.Resource = r.Runtime.NewObject()
	}
	return o.Resource
}

// EnterOperation makes o the current operation; the function it returns goes back to the one before.
func (r *Realm) EnterOperation(o *AsyncOperation) (leave func()) {
	outer, frame := r.async.current, r.AsyncContext
	r.async.current, r.AsyncContext = o, o.frame
	if r.async.hooks != nil {
		r.async.hooks.Before(o.ID)
	}
	return func() {
		if r.async.hooks != nil {
			r.async.hooks.After(o.ID)
		}
		r.async.current, r.AsyncContext = outer, frame
	}
}

// Within runs task as o.
func (r *Realm) Within(o *AsyncOperation, task func() error) error {
	leave := r.EnterOperation(o)
	err := task()
	leave()
	return err
}

// DestroyOperation tells that o is over and its callback will not run again.
func (r *Realm) DestroyOperation(o *AsyncOperation) {
	if r.async.hooks != nil {
		r.async.hooks.Destroy(o.ID)
	}
}

// operations carries operations through the loop: what is begun in one ends in another that it causes.
type operations struct{ realm *Realm }

// Grab begins the operation of a piece of pending work.
func (c operations) Grab(kind string) any { return c.realm.NewOperation(kind, nil) }

// Enter makes it current.
func (c operations) Enter(operation any) func() {
	return c.realm.EnterOperation(operation.(*AsyncOperation))
}

// Over ends it.
func (c operations) Over(operation any) { c.realm.DestroyOperation(operation.(*AsyncOperation)) }

// CarryOperations lets pending work of the loop know the operation it is. Until it is called nobody can tell.
func (r *Realm) CarryOperations() { r.Loop.SetContext(operations{r}) }
