package lambda

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"

	"github.com/wasmglue/wasmglue/internal/action"
)

// Contents says what goes into a deployment package or a layer.
type Contents struct {
	Action  fs.FS  // the function's files; nil for a layer that only holds the runtime
	Runtime []byte // the wasmglue binary that becomes bootstrap; nil when a layer provides it
}

// Report tells what [Package] wrote.
type Report struct {
	Architecture string // of the runtime, as Lambda names it: "x86_64", "arm64"; "" without a runtime
	Files        int
	Unpacked     int64 // bytes
	Packed       int64 // bytes
}

// Lambda's limits (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
const (
	// MaxUnpacked is how many bytes a function may have unpacked, its layers included.
	MaxUnpacked = 250 << 20
	// MaxUpload is how many bytes a package may have that is uploaded directly, not by way of S3.
	MaxUpload = 50 << 20
)

// SizeError says that a package is larger than Lambda takes.
type SizeError struct {
	Unpacked int64 // bytes
}

func (e *SizeError) Error() string {
	return fmt.Sprintf("the package has %d bytes unpacked; Lambda takes %d with all layers: leave out what the function does not need, or deploy a container image",
		e.Unpacked, int64(MaxUnpacked))
}

// RuntimeError says why a binary cannot be a function's bootstrap.
type RuntimeError struct {
	Reason string
}

func (e *RuntimeError) Error() string {
	return "the runtime binary " + e.Reason + ": give one that was built for linux/amd64 or linux/arm64"
}

// Package writes a zip for the runtime provided.al2023: the action's files, and the runtime as bootstrap (executable) at its root, where Lambda
// looks for it in a function and in a layer alike. The same contents give the same bytes.
//
// Errors: [*RuntimeError], [*SizeError], what internal/action says of files that cannot be packed (a file called bootstrap in the action, a
// link that leads out of it), and those of w.
func Package(w io.Writer, c Contents) (Report, error) {
	var report Report
	var bundle action.Bundle
	if c.Runtime != nil {
		var err error
		if report.Architecture, err = architecture(c.Runtime); err != nil {
			return report, err
		}
		report.Files, report.Unpacked = 1, int64(len(c.Runtime))
		bundle.AddBytes("bootstrap", true, c.Runtime)
	}
	if c.Action != nil {
		if err := report.add(c.Action); err != nil {
			return report, err
		}
		if err := bundle.AddFS("", c.Action); err != nil {
			return report, err
		}
	}
	if report.Unpacked > MaxUnpacked {
		return report, &SizeError{report.Unpacked}
	}
	counter := &countingWriter{w: w}
	err := bundle.WriteZip(counter)
	report.Packed = counter.n
	return report, err
}

// add counts the action's files.
func (r *Report) add(files fs.FS) error {
	return fs.WalkDir(files, ".", func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		r.Files++
		if info.Mode().IsRegular() {
			r.Unpacked += info.Size()
		}
		return nil
	})
}

// architecture reads the header of an ELF file (System V ABI, chapter 4).
func architecture(binary []byte) (string, error) {
	const machine, x86_64, aarch64 = 18, 0x3e, 0xb7
	if !bytes.HasPrefix(binary, []byte("\x7fELF\x02\x01")) || len(binary) < 64 {
		return "", &RuntimeError{"is no 64-bit ELF file"}
	}
	switch kind := uint16(binary[machine]) | uint16(binary[machine+1])<<8; kind {
	case x86_64:
		return "x86_64", nil
	case aarch64:
		return "arm64", nil
	default:
		return "", &RuntimeError{fmt.Sprintf("is for machine type %#x, which Lambda has not", kind)}
	}
}

type countingWriter struct {
	w io.Writer
	n int64
}

func (c *countingWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
