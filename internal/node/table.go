package node

import (
	"sort"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/assert"
	"github.com/wasmglue/wasmglue/internal/node/asynchooks"
	"github.com/wasmglue/wasmglue/internal/node/buffer"
	"github.com/wasmglue/wasmglue/internal/node/childprocess"
	"github.com/wasmglue/wasmglue/internal/node/cluster"
	"github.com/wasmglue/wasmglue/internal/node/console"
	"github.com/wasmglue/wasmglue/internal/node/diagnostics"
	"github.com/wasmglue/wasmglue/internal/node/errors"
	"github.com/wasmglue/wasmglue/internal/node/events"
	"github.com/wasmglue/wasmglue/internal/node/fs"
	"github.com/wasmglue/wasmglue/internal/node/inspect"
	"github.com/wasmglue/wasmglue/internal/node/os"
	"github.com/wasmglue/wasmglue/internal/node/path"
	"github.com/wasmglue/wasmglue/internal/node/process"
	"github.com/wasmglue/wasmglue/internal/node/punycode"
	"github.com/wasmglue/wasmglue/internal/node/querystring"
	"github.com/wasmglue/wasmglue/internal/node/readline"
	"github.com/wasmglue/wasmglue/internal/node/stream"
	"github.com/wasmglue/wasmglue/internal/node/stringdecoder"
	"github.com/wasmglue/wasmglue/internal/node/timers"
	"github.com/wasmglue/wasmglue/internal/node/tty"
	"github.com/wasmglue/wasmglue/internal/node/url"
	"github.com/wasmglue/wasmglue/internal/node/util"
	"github.com/wasmglue/wasmglue/internal/node/v8"
	"github.com/wasmglue/wasmglue/internal/node/vm"
	"github.com/wasmglue/wasmglue/internal/node/wasi"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// status says how much of a module the host has.
type status string

const (
	full     status = "full"
	partial  status = "partial"
	absent   status = "absent"
	internal status = "internal" // for core modules only: the guest cannot require it
)

// loader builds a module's exports in a realm, once.
type loader func(*realm.Realm) (goja.Value, error)

// entry is one row of the table. reason says why a module is absent, or what a partial one lacks.
type entry struct {
	status status
	reason string
	load   loader

	// exports, if set, names the properties of a module that is built when the first of them is used; hot defines some ahead of that.
	exports func() []string
	hot     func(r *realm.Realm, exports *goja.Object, build func() *goja.Object)
}

// table lists every core module of node 20, and the internal ones of this host. It is filled by init functions: its loaders reach back to it.
var table = make(map[string]entry, 256)

// register adds rows to the table.
func register(rows map[string]entry) {
	for name, e := range rows {
		if _, twice := table[name]; twice {
			panic("core module " + name + " is in the table twice")
		}
		table[name] = e
	}
}

func init() {
	register(map[string]entry{
		"vm":                  {status: partial, reason: "contexts share the realm's built-ins and its queue of microtasks; no modules, no import(), no measureMemory", load: vm.Load},
		"v8":                  {status: partial, reason: "no heap snapshots, no coverage, no profiler, no size of code; flags of V8's mean nothing", load: v8.Load},
		"readline/promises":   {status: full, load: readline.LoadPromises},
		"readline":            {status: full, load: readline.Load},
		"punycode":            {status: full, load: punycode.Load},
		"assert/strict":       {status: full, load: member("assert", "strict")},
		"assert":              {status: full, load: assert.Load},
		"diagnostics_channel": {status: full, load: diagnostics.Load},
		"async_hooks":         {status: partial, reason: "hooks see the promise of an async function when it is waited for, and no resources of sockets", load: asynchooks.Load},
		"perf_hooks":          {status: partial, reason: "no garbage collection entries, no delays of the event loop", load: alias("internal/perf/hooks")},
		"url":                 {status: full, load: url.Load, exports: url.Exports},
		"querystring":         {status: full, load: querystring.Load},
		"tty":                 {status: full, load: tty.Load},
		"sys":                 {status: full, load: alias("util")},
		"constants":           {status: full, load: os.LoadConstants},
		"os":                  {status: full, load: os.Load},
		"buffer":              {status: full, load: buffer.Load, exports: buffer.Exports},
		"stream":              {status: full, load: stream.Load},
		"stream/consumers":    {status: full, load: stream.LoadConsumers},
		"stream/promises":     {status: full, load: member("stream", "promises")},
		"_stream_readable":    {status: full, load: member("stream", "Readable")},
		"_stream_writable":    {status: full, load: member("stream", "Writable")},
		"_stream_duplex":      {status: full, load: member("stream", "Duplex")},
		"_stream_transform":   {status: full, load: member("stream", "Transform")},
		"_stream_passthrough": {status: full, load: member("stream", "PassThrough")},
		"string_decoder":      {status: full, load: stringdecoder.Load},
		"util":                {status: full, load: util.Load, exports: util.Exports},
		"util/types":          {status: full, load: util.LoadTypes},
		"console":             {status: full, load: member("internal/console", "console")},
		"events":              {status: full, load: events.Load},
		"path":                {status: full, load: path.Load},
		"path/posix":          {status: full, load: member("path", "posix")},
		"path/win32":          {status: full, load: member("path", "win32")},
		"process":             {status: partial, reason: "no diagnostic reports, no addons", load: process.Load},
		"timers":              {status: full, load: timers.Load},
		"timers/promises":     {status: full, load: timers.LoadPromises},
		"child_process":       {status: partial, reason: "handles cannot be sent", load: childprocess.Load},
		"cluster":             {status: partial, reason: "this is the primary, and it forks no workers", load: cluster.Load},
		"wasi":                {status: full, load: wasi.Load},
		"module":              {status: full, load: func(r *realm.Realm) (goja.Value, error) { return r.Modules.Builtin(), nil }},

		"fs":                                 {status: full, load: fs.Load, exports: fs.Exports, hot: fs.Hot},
		"fs/promises":                        {status: full, load: fs.LoadPromises},
		"internal/fs/core":                   {status: internal, load: fs.LoadCore},
		"internal/fs/stats":                  {status: internal, load: fs.LoadStats},
		"internal/fs/plain":                  {status: internal, load: fs.LoadPlain},
		"internal/fs/contents":               {status: internal, load: fs.LoadContents},
		"internal/fs/transfer":               {status: internal, load: fs.LoadTransfer},
		"internal/fs/rm":                     {status: internal, load: fs.LoadRemove},
		"internal/fs/cp":                     {status: internal, load: fs.LoadCopy},
		"internal/fs/dir":                    {status: internal, load: fs.LoadDir},
		"internal/fs/streams":                {status: internal, load: fs.LoadStreams},
		"internal/fs/filehandle":             {status: internal, load: fs.LoadFileHandle},
		"internal/fs/webstream":              {status: internal, load: fs.LoadWebStream},
		"internal/fs/watch":                  {status: internal, load: fs.LoadWatch},
		"internal/fs/blob":                   {status: internal, load: fs.LoadBlob},
		"internal/readline/output":           {status: internal, load: readline.LoadOutput},
		"internal/readline/keypress":         {status: internal, load: readline.LoadKeypress},
		"internal/readline/editing":          {status: internal, load: readline.LoadEditing},
		"internal/readline/interface":        {status: internal, load: readline.LoadInterface},
		"internal/assert/assertion_error":    {status: internal, load: assert.LoadError},
		"internal/async_hooks":               {status: internal, load: asynchooks.LoadHooks},
		"internal/v8/serializer":             {status: internal, load: v8.LoadSerializer},
		"internal/v8/deserializer":           {status: internal, load: v8.LoadDeserializer},
		"internal/assert/calltracker":        {status: internal, load: assert.LoadTracker},
		"internal/promise_hooks":             {status: internal, load: asynchooks.LoadPromises},
		"internal/async_wrap_providers":      {status: internal, load: asynchooks.LoadProviders},
		"internal/url/legacy":                {status: internal, load: url.LoadLegacy},
		"internal/child_process":             {status: internal, load: childprocess.LoadChild},
		"internal/child_process/arguments":   {status: internal, load: childprocess.LoadArguments},
		"internal/child_process/channel":     {status: internal, load: childprocess.LoadChannel},
		"internal/child_process/stdio":       {status: internal, load: childprocess.LoadStdio},
		"internal/child_process/stream":      {status: internal, load: childprocess.LoadStream},
		"internal/options":                   {status: internal, load: process.LoadOptions},
		"internal/mime":                      {status: internal, load: util.LoadMIME},
		"internal/util":                      {status: internal, load: util.LoadInternal},
		"internal/util/comparisons":          {status: internal, load: util.LoadComparisons},
		"internal/util/parse_args":           {status: internal, load: util.LoadParseArgs},
		"internal/console":                   {status: internal, load: console.LoadInternal},
		"internal/console/table":             {status: internal, load: console.LoadTable},
		"internal/errors":                    {status: internal, load: errors.Load},
		"internal/events/iterator":           {status: internal, load: events.LoadIterator},
		"internal/process/usage":             {status: internal, load: process.LoadUsage},
		"internal/process/credentials":       {status: internal, load: process.LoadCredentials},
		"internal/process/warning":           {status: internal, load: process.LoadWarning},
		"internal/process/environment_flags": {status: internal, load: process.LoadEnvironmentFlags},
		"internal/process/promises":          {status: internal, load: process.LoadRejections},
		"internal/tty/colors":                {status: internal, load: tty.LoadColors},
		"internal/stdio":                     {status: internal, load: process.LoadStdio},
		"internal/process/binding":           {status: internal, load: process.LoadBinding},
		"internal/util/inspect":              {status: internal, load: inspect.Load},
		"internal/validators":                {status: internal, load: errors.LoadValidators},
	})
	for name, reason := range absentModules {
		register(map[string]entry{name: {status: absent, reason: reason}})
	}
}

// absentModules are those that this host does not have, each with its reason.
var absentModules = map[string]string{
	"domain":             "deprecated since node 4",
	"http2":              "not implemented",
	"inspector":          "the engine has no inspector",
	"inspector/promises": "the engine has no inspector",
	"repl":               "there is no interactive use",
	"trace_events":       "tracing is V8's",
}

// member loads a module that is a property of another one's exports.
func member(name, property string) loader {
	return func(r *realm.Realm) (goja.Value, error) {
		v, err := r.Builtins.(*registry).load(name)
		if err != nil {
			return nil, err
		}
		return v.(*goja.Object).Get(property), nil
	}
}

// alias loads another module under its own name.
func alias(name string) loader {
	return func(r *realm.Realm) (goja.Value, error) { return r.Builtins.(*registry).load(name) }
}

// onlyPrefixed are the modules that exist with the node: prefix only.
var onlyPrefixed = map[string]bool{"test": true, "sea": true, "test/reporters": true}

// listed are the names in module.builtinModules, in its order.
func listed() []string {
	var names []string
	for name, e := range table {
		if e.status != internal && !onlyPrefixed[name] {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}
