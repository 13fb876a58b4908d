//go:build !linux

package fs

import (
	"io/fs"
	"os"
)

func describe(info fs.FileInfo) status { return portable(info) }

func (s *status) birth(string, bool) {}
func (s *status) birthOf(*os.File)   {}
