//go:build !linux && !darwin

package preview1

import (
	"context"
	"time"
)

// No file says here that it has to be waited for (files.Pollable): these are never called.
func pollFiles(ctx context.Context, _ []subscription, wait time.Duration) { sleep(ctx, wait) }

func ready(int, bool) bool { return true }

func waitReadable(ctx context.Context, _ int) { cancelled(ctx) }
