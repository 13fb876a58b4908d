//go:build !linux

package fs

import "io/fs"

func describe(info fs.FileInfo) status { return portable(info) }
