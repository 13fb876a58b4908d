//go:build !unix

package realm

// Inherited is never so: descriptors are not handed on here.
func (r *Realm) Inherited(int) bool { return false }

// TakeInherited is never so either.
func (r *Realm) TakeInherited(int) bool { return false }
