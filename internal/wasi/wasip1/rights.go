package wasip1

// Rights say which functions may be called with a file descriptor.
type Rights uint64

// The rights, in the standard's order. RightFdRead allows fd_read, and so on.
const (
	RightFdDatasync Rights = 1 << iota
	RightFdRead
	RightFdSeek
	RightFdFdstatSetFlags
	RightFdSync
	RightFdTell
	RightFdWrite
	RightFdAdvise
	RightFdAllocate
	RightPathCreateDirectory
	RightPathCreateFile
	RightPathLinkSource
	RightPathLinkTarget
	RightPathOpen
	RightFdReaddir
	RightPathReadlink
	RightPathRenameSource
	RightPathRenameTarget
	RightPathFilestatGet
	RightPathFilestatSetSize
	RightPathFilestatSetTimes
	RightFdFilestatGet
	RightFdFilestatSetSize
	RightFdFilestatSetTimes
	RightPathSymlink
	RightPathRemoveDirectory
	RightPathUnlinkFile
	RightPollFdReadwrite
	RightSockShutdown
	RightSockAccept
)

// What each kind of file starts with. A directory hands RightsAll on to what is opened through it.
const (
	RightsAll  Rights = 1<<28 - 1
	RightsFile        = RightFdDatasync | RightFdRead | RightFdSeek | RightFdFdstatSetFlags | RightFdSync | RightFdTell | RightFdWrite |
		RightFdAdvise | RightFdAllocate | RightFdFilestatGet | RightFdFilestatSetSize | RightFdFilestatSetTimes | RightPollFdReadwrite
	// A directory cannot be read, written or sought: these rights are for files.
	RightsDirectory = RightsAll &^ (RightFdDatasync | RightFdRead | RightFdSeek | RightFdTell | RightFdWrite | RightFdAllocate |
		RightFdFilestatSetSize)
	// RightsStream is for pipes and terminals: what has no position. wasi-libc knows a terminal by the lack of seek and tell.
	RightsStream = RightFdRead | RightFdFdstatSetFlags | RightFdSync | RightFdWrite | RightFdFilestatGet | RightPollFdReadwrite
	RightsSocket = RightsStream | RightSockShutdown | RightSockAccept
)
