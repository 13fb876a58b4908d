//go:build !linux

package sandbox

func (osFiles) Statfs(name string) (Volume, error) { return Volume{}, unsupported("statfs", name) }
