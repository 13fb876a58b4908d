package action

import "cmp"

// Limits bound what an archive may make of itself. A zero field means its
// default, so Limits{} is ready to use; see [DefaultLimits].
type Limits struct {
	// ArchiveBytes is the size of the packed archive itself.
	ArchiveBytes int64
	// Entries counts files, links and directories, also directories that are
	// only implied by a longer name.
	Entries int
	// TotalBytes is the sum of all unpacked files.
	TotalBytes int64
	// FileBytes is the size of one unpacked file.
	FileBytes int64
	// Ratio is unpacked bytes per packed byte over the whole archive. It is
	// looked at only above RatioFloor.
	Ratio int64
	// RatioFloor is the number of unpacked bytes below which no ratio is too
	// high: a small file of zeros packs a thousandfold and harms nobody.
	RatioFloor int64
	// PathDepth is the number of components of a name.
	PathDepth int
	// PathBytes is the length of a name, and of the target of a link.
	PathBytes int
}

// DefaultLimits are the limits that apply where a field of [Limits] is zero.
// They leave room for the largest package that OpenWhisk (48 MiB of code) and
// AWS Lambda (250 MB unzipped) take.
func DefaultLimits() Limits {
	return Limits{
		ArchiveBytes: 256 << 20,
		Entries:      20_000,
		TotalBytes:   256 << 20,
		FileBytes:    128 << 20,
		Ratio:        100,
		RatioFloor:   16 << 20,
		PathDepth:    64,
		PathBytes:    1024,
	}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	return Limits{
		ArchiveBytes: cmp.Or(l.ArchiveBytes, d.ArchiveBytes),
		Entries:      cmp.Or(l.Entries, d.Entries),
		TotalBytes:   cmp.Or(l.TotalBytes, d.TotalBytes),
		FileBytes:    cmp.Or(l.FileBytes, d.FileBytes),
		Ratio:        cmp.Or(l.Ratio, d.Ratio),
		RatioFloor:   cmp.Or(l.RatioFloor, d.RatioFloor),
		PathDepth:    cmp.Or(l.PathDepth, d.PathDepth),
		PathBytes:    cmp.Or(l.PathBytes, d.PathBytes),
	}
}

// unpackedBytes is how much an archive of packed bytes may unpack to, and
// which limit says so.
func (l Limits) unpackedBytes(packed int64) (limit int64, name string) {
	byRatio := max(l.RatioFloor, packed*l.Ratio)
	if byRatio < l.TotalBytes {
		return byRatio, "compression ratio"
	}
	return l.TotalBytes, "total unpacked bytes"
}
