package realm

import "io"

// Process is the part of node's process that belongs to the host rather than to JavaScript.
type Process struct {
	Argv     []string // argv[0] is the executable, argv[1] the main script
	ExecArgv []string
	ExecPath string
	Flags    Flags

	Stdin          io.Reader
	Stdout, Stderr io.Writer

	Channel *Channel // to the process that forked this one; nil without

	Inherits bool // the program may use descriptors that this process was started with

	Worker  bool  // of a worker: what is the process's as a whole cannot be changed
	Thread  int64 // the worker's number
	Signals bool  // process.on('SIGTERM') and the like hear the signals of this process

	ExitCode    int  // process.exitCode, used when the loop ends by itself
	ExitCodeSet bool // the program set it
	Exiting     bool // 'exit' listeners run or ran

	// Exit ends the realm with a code: it makes the running JavaScript unwind, uncatchably, and the host report the code. Set by jshost.
	Exit      func(code int)
	Unsettled bool // the program ends although its main module still awaits
	// EmitExit runs the listeners of 'exit' (and what JavaScript wants to do last); it returns the code to end with. Set by the process room.
	EmitExit func(code int) int
	// EmitBeforeExit runs the listeners of 'beforeExit' when the loop became idle. Set by the process room; nil when there is nothing to run.
	EmitBeforeExit func(code int)
	// HandleUncaught gives err to 'uncaughtException' listeners; handled false means that there are none. thrown is what one of them threw. origin is
	// "uncaughtException" or "unhandledRejection". Set by the process room; nil when process was never touched.
	HandleUncaught func(err error, origin string) (handled bool, thrown error)
	// HandleRejection deals with a promise that was rejected and that nothing handles, RejectionHandled with one that was handled later on. Set by
	// the process room.
	HandleRejection, RejectionHandled func(promise any)
	// RaiseRejection makes an uncaught exception of a rejection: thrown is what listeners get, its reason if that is an error. Set by jshost.
	RaiseRejection func(thrown, reason any)
	// ReportUncaught is told, instead of standard error, of the exception that ends the realm, before 'exit' is emitted. Set in a worker.
	ReportUncaught func(thrown any)
}

// Channel is the descriptor over which a parent process talks to this one.
type Channel struct {
	FD            int
	Serialization string // json, advanced
}
