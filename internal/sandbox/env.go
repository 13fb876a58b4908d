package sandbox

import (
	"slices"
	"strings"
	"sync"
)

// Env is a guest's environment: ordered, its own, never the process's. Workers may share it: it may be used on any goroutine.
type Env struct {
	mu     sync.RWMutex
	names  []string
	values map[string]string
	hidden map[string]bool // set, but not granted to the guest
}

// NewEnv takes NAME=value pairs as os.Environ gives them; a later pair wins.
func NewEnv(pairs []string) *Env {
	e := &Env{values: make(map[string]string, len(pairs))}
	for _, pair := range pairs {
		if name, value, ok := strings.Cut(pair, "="); ok && name != "" {
			e.Set(name, value)
		}
	}
	return e
}

// Get returns a variable's value and whether it is set.
func (e *Env) Get(name string) (string, bool) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	v, ok := e.values[name]
	return v, ok
}

// Set sets a variable.
func (e *Env) Set(name, value string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.hidden, name)
	if _, ok := e.values[name]; !ok {
		e.names = append(e.names, name)
	}
	e.values[name] = value
}

// Unset removes a variable.
func (e *Env) Unset(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.unset(name)
}

func (e *Env) unset(name string) {
	if _, ok := e.values[name]; ok {
		delete(e.values, name)
		e.names = slices.DeleteFunc(e.names, func(n string) bool { return n == name })
	}
}

// Names returns the names of all variables, in the order they were first set.
func (e *Env) Names() []string {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return slices.Clone(e.names)
}

// Pairs returns the environment as NAME=value pairs, for a child process.
func (e *Env) Pairs() []string {
	e.mu.RLock()
	defer e.mu.RUnlock()
	pairs := make([]string, len(e.names))
	for i, name := range e.names {
		pairs[i] = name + "=" + e.values[name]
	}
	return pairs
}

// Check returns an *[AccessError] if the variable is set but not granted. Writing to it makes it the guest's own.
func (e *Env) Check(name string) error {
	e.mu.RLock()
	defer e.mu.RUnlock()
	if e.hidden[name] {
		return &AccessError{Permission: Environ, Resource: name}
	}
	return nil
}

// restrict takes away the variables that grant does not allow.
func (e *Env) restrict(grant Grant) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, name := range slices.Clone(e.names) {
		if !grant.allows(variable(name)) {
			e.unset(name)
			if e.hidden == nil {
				e.hidden = map[string]bool{}
			}
			e.hidden[name] = true
		}
	}
}
