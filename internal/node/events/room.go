// Package events is node:events.
package events

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed events.js
var source string

//go:embed iterator.js
var iteratorSource string

var (
	script         = realm.NewModuleScript("node:events", source)
	iteratorScript = realm.NewModuleScript("node:internal/events/iterator", iteratorSource)
)

// Load builds the exports: EventEmitter.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }

// LoadIterator builds internal/events/iterator: events.on and events.once.
func LoadIterator(r *realm.Realm) (goja.Value, error) { return iteratorScript.Load(r, nil) }
