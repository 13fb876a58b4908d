package fs

import (
	"os"
)

// constants are fs.constants. The numbers are linux's on every system: they are translated when a file is opened.
func constants() map[string]any {
	return map[string]any{
		"UV_FS_SYMLINK_DIR": 1, "UV_FS_SYMLINK_JUNCTION": 2,
		"O_RDONLY": 0, "O_WRONLY": 1, "O_RDWR": 2,
		"UV_DIRENT_UNKNOWN": 0, "UV_DIRENT_FILE": 1, "UV_DIRENT_DIR": 2, "UV_DIRENT_LINK": 3, "UV_DIRENT_FIFO": 4, "UV_DIRENT_SOCKET": 5,
		"UV_DIRENT_CHAR": 6, "UV_DIRENT_BLOCK": 7,
		"S_IFMT": 0o170000, "S_IFREG": 0o100000, "S_IFDIR": 0o040000, "S_IFCHR": 0o020000, "S_IFBLK": 0o060000, "S_IFIFO": 0o010000,
		"S_IFLNK": 0o120000, "S_IFSOCK": 0o140000,
		"O_CREAT": oCreate, "O_EXCL": oExclusive, "UV_FS_O_FILEMAP": 0, "O_NOCTTY": 0o400, "O_TRUNC": oTruncate, "O_APPEND": oAppend,
		"O_DIRECTORY": 0o200000, "O_NOATIME": 0o1000000, "O_NOFOLLOW": 0o400000, "O_SYNC": oSync, "O_DSYNC": 0o10000, "O_DIRECT": 0o40000,
		"O_NONBLOCK": 0o4000,
		"S_IRWXU":    0o700, "S_IRUSR": 0o400, "S_IWUSR": 0o200, "S_IXUSR": 0o100,
		"S_IRWXG": 0o070, "S_IRGRP": 0o040, "S_IWGRP": 0o020, "S_IXGRP": 0o010,
		"S_IRWXO": 0o007, "S_IROTH": 0o004, "S_IWOTH": 0o002, "S_IXOTH": 0o001,
		"F_OK": 0, "R_OK": 4, "W_OK": 2, "X_OK": 1,
		"UV_FS_COPYFILE_EXCL": 1, "COPYFILE_EXCL": 1, "UV_FS_COPYFILE_FICLONE": 2, "COPYFILE_FICLONE": 2,
		"UV_FS_COPYFILE_FICLONE_FORCE": 4, "COPYFILE_FICLONE_FORCE": 4,
	}
}

const (
	oCreate    = 0o100
	oExclusive = 0o200
	oTruncate  = 0o1000
	oAppend    = 0o2000
	oSync      = 0o4010000
)

// openFlags translates the numbers of constants to this system's.
func openFlags(flags int) int {
	out := []int{os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_RDWR}[flags&3]
	for bit, flag := range map[int]int{oCreate: os.O_CREATE, oExclusive: os.O_EXCL, oTruncate: os.O_TRUNC, oAppend: os.O_APPEND} {
		if flags&bit != 0 {
			out |= flag
		}
	}
	if flags&oSync == oSync {
		out |= os.O_SYNC
	}
	return out
}
