//go:build !unix

package handle

// There are no descriptors to give away here.

func (h *Handle) interruptedByShare(error) bool { return false }
func (h *Handle) givenAway() bool               { return h.shared }
func (h *Handle) takeBack()                     { h.shared = false }
