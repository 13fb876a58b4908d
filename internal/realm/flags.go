package realm

// Flags are the switches of node's command line that change what a program sees.
type Flags struct {
	NoWarnings         bool
	TraceWarnings      bool
	NoDeprecation      bool
	TraceDeprecation   bool
	ThrowDeprecation   bool
	PendingDeprecation bool
	DisabledWarnings   []string // codes or names of warnings that are not printed
	EnableSourceMaps   bool

	UnhandledRejections string // throw, strict, warn, none, warn-with-error-codes; "" is throw

	ExposeGC        bool
	StackTraceLimit *int // frames in error.stack; nil is the engine's own limit

	Title string
	Argv0 string // process.argv0: how the command was called; "" is node

	Require []string // modules to load before the program, as require does
	Import  []string // and after these, as import does

	Conditions           []string
	PreserveSymlinks     bool
	PreserveSymlinksMain bool

	Eval  *string // the program's text, if it was given instead of a file
	Print bool    // the value of the program's text is printed

	Others map[string]string // values of further flags by name, with their dashes: what one room alone reads
}
