package handle

import (
	"github.com/wasmglue/wasmglue/internal/realm"
)

// open are the handles of one realm that are open: they are closed with it.
type open map[*func()]struct{}

// atClose runs stop when the realm closes, unless forget was called before. The realm keeps one entry for all handles: servers open and close
// any number.
func atClose(r *realm.Realm, stop func()) (forget func()) {
	handles, ok := r.Slot(openKey).(open)
	if !ok {
		handles = open{}
		r.SetSlot(openKey, handles)
		r.OnClose(func() {
			for stop := range handles {
				(*stop)()
			}
		})
	}
	handles[&stop] = struct{}{}
	return func() { delete(handles, &stop) }
}

type slotKey struct{}

var openKey slotKey
