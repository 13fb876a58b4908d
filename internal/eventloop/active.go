package eventloop

import (
	"maps"
	"slices"
)

// count notes how many operations of a kind keep the loop alive; those without a kind are nobody's business.
func (l *Loop) count(kind string, change int) {
	if kind == "" {
		return
	}
	if l.kinds == nil {
		l.kinds = map[string]int{}
	}
	if l.kinds[kind] += change; l.kinds[kind] == 0 {
		delete(l.kinds, kind)
	}
}

// Active lists the kinds of what keeps the loop alive, each as often as there is one: operations, then "Timeout" and "Immediate".
func (l *Loop) Active() []string {
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(l.kinds)) {
		kinds = append(kinds, slices.Repeat([]string{kind}, l.kinds[kind])...)
	}
	for _, list := range l.timers.lists {
		for e := list.timers.Front(); e != nil; e = e.Next() {
			if e.Value.(*Timer).refed {
				kinds = append(kinds, "Timeout")
			}
		}
	}
	if t := l.timers.fired; t != nil && t.refed && t.list == nil {
		kinds = append(kinds, "Timeout")
	}
	for _, im := range l.immediates {
		if im.HasRef() {
			kinds = append(kinds, "Immediate")
		}
	}
	return kinds
}
