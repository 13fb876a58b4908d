package wasip1

// Filetype says what a descriptor or a directory entry is.
type Filetype uint8

// The file types.
const (
	FiletypeUnknown Filetype = iota
	FiletypeBlockDevice
	FiletypeCharacterDevice
	FiletypeDirectory
	FiletypeRegularFile
	FiletypeSocketDgram
	FiletypeSocketStream
	FiletypeSymbolicLink
)

// Fdflags are the flags of an open descriptor.
type Fdflags uint16

// The descriptor flags.
const (
	FdflagAppend Fdflags = 1 << iota
	FdflagDsync
	FdflagNonblock
	FdflagRsync
	FdflagSync

	FdflagsAll = FdflagAppend | FdflagDsync | FdflagNonblock | FdflagRsync | FdflagSync
)

// Oflags are the flags of path_open.
type Oflags uint16

// The open flags.
const (
	OflagCreat Oflags = 1 << iota
	OflagDirectory
	OflagExcl
	OflagTrunc
)

// LookupSymlinkFollow makes a path function follow a symbolic link in the last component.
const LookupSymlinkFollow = 1

// Fstflags say which times fd_filestat_set_times and path_filestat_set_times set.
type Fstflags uint16

// The time flags.
const (
	FstflagAtim Fstflags = 1 << iota
	FstflagAtimNow
	FstflagMtim
	FstflagMtimNow
)

// Whence is what the offset of fd_seek counts from.
type Whence uint8

// The origins of a seek.
const (
	WhenceSet Whence = iota
	WhenceCur
	WhenceEnd
)

// ClockID names a clock.
type ClockID uint32

// The clocks.
const (
	ClockRealtime ClockID = iota
	ClockMonotonic
	ClockProcessCPUTime
	ClockThreadCPUTime
)

// Eventtype says what a subscription of poll_oneoff waits for.
type Eventtype uint8

// The event types.
const (
	EventtypeClock Eventtype = iota
	EventtypeFdRead
	EventtypeFdWrite
)

// SubclockflagAbstime makes a clock subscription's timeout a point in time rather than a duration.
const SubclockflagAbstime = 1

// EventrwflagHangup says in an event that the other end of a stream is gone.
const EventrwflagHangup = 1

// Sizes of structures in memory, in bytes.
const (
	SizeCiovec       = 8
	SizeDirent       = 24
	SizeEvent        = 32
	SizeFdstat       = 24
	SizeFilestat     = 64
	SizePrestat      = 8
	SizeSubscription = 48
)
