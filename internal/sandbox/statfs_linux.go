package sandbox

import "golang.org/x/sys/unix"

func (osFiles) Statfs(name string) (Volume, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(name, &st); err != nil {
		return Volume{}, pathError("statfs", name, err)
	}
	return Volume{Type: uint64(st.Type), BlockSize: uint64(st.Bsize), Blocks: st.Blocks, Free: st.Bfree, Available: st.Bavail,
		Files: st.Files, FreeFiles: st.Ffree}, nil
}
