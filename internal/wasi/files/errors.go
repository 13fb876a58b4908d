package files

import "fmt"

// PreopenError says that a directory that was to be given to a program could not be opened.
type PreopenError struct {
	Dir string // as the host knows it
	Err error
}

func (e *PreopenError) Error() string {
	return fmt.Sprintf("cannot open directory %q for the program: %v", e.Dir, e.Err)
}

// Unwrap returns the operating system's error.
func (e *PreopenError) Unwrap() error { return e.Err }
