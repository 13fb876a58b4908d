package realm

// Slot returns what a room keeps for this realm under key, a value of a type of the room's own; nil when it was never set. Realm's goroutine
// only.
func (r *Realm) Slot(key any) any { return r.slots[key] }

// SetSlot keeps value for this realm under key.
func (r *Realm) SetSlot(key, value any) {
	if r.slots == nil {
		r.slots = map[any]any{}
	}
	r.slots[key] = value
}
