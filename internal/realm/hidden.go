package realm

import "github.com/dop251/goja"

// hiddenKey is where an object holds its Go half. It belongs to no realm.
var hiddenKey = goja.NewSymbol("half")

// hidden keeps JavaScript from the methods and fields of what it holds.
type hidden struct{ half any }

// Hide puts a Go value behind o. JavaScript can see that there is something, but not reach into it.
func (r *Realm) Hide(o *goja.Object, half any) {
	_ = o.DefineDataPropertySymbol(hiddenKey, r.Runtime.ToValue(&hidden{half}), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// Hidden is the Go value that Hide put behind v, nil if there is none.
func Hidden(v goja.Value) any {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	held := o.GetSymbol(hiddenKey)
	if held == nil {
		return nil
	}
	if h, ok := held.Export().(*hidden); ok {
		return h.half
	}
	return nil
}
