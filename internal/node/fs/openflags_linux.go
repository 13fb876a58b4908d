package fs

import "golang.org/x/sys/unix"

// openConstants differ from one processor to another.
func openConstants() []constant {
	return []constant{
		{"O_CREAT", unix.O_CREAT}, {"O_EXCL", unix.O_EXCL}, {"UV_FS_O_FILEMAP", 0}, {"O_NOCTTY", unix.O_NOCTTY}, {"O_TRUNC", unix.O_TRUNC},
		{"O_APPEND", unix.O_APPEND}, {"O_DIRECTORY", unix.O_DIRECTORY}, {"O_NOATIME", unix.O_NOATIME}, {"O_NOFOLLOW", unix.O_NOFOLLOW},
		{"O_SYNC", unix.O_SYNC}, {"O_DSYNC", unix.O_DSYNC}, {"O_DIRECT", unix.O_DIRECT}, {"O_NONBLOCK", unix.O_NONBLOCK},
	}
}

// openFlags takes the numbers of the constants as they are: they are this system's.
func openFlags(flags int) int { return flags }
