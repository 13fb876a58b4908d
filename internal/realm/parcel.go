package realm

import (
	"reflect"

	"github.com/dop251/goja"
)

// Parcel is something of Go that a message takes from one realm to another: an open file. Its object means nothing to a guest.
type Parcel struct {
	Content any
	// Discard gives the content up; it is called, on any goroutine, if nobody receives the message.
	Discard func()
}

var parcelType = reflect.TypeFor[*Parcel]()

// NewParcel makes the object of a parcel.
func (r *Realm) NewParcel(p *Parcel) *goja.Object { return r.Runtime.ToValue(p).(*goja.Object) }

// ParcelOf returns the parcel of an object that [Realm.NewParcel] made.
func ParcelOf(v goja.Value) (*Parcel, bool) {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() != parcelType {
		return nil, false
	}
	p, ok := o.Export().(*Parcel)
	return p, ok
}
