package cli

import (
	"os"
	"path/filepath"
)

// cacheDir is where compiled code is kept between processes: WASMGLUE_CACHE, or a directory of ours in the user's cache directory; "" is no
// cache, because it was switched off or there is no home.
func cacheDir() string {
	switch dir := os.Getenv("WASMGLUE_CACHE"); dir {
	case "":
		base, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		return filepath.Join(base, "wasmglue")
	case "off":
		return ""
	default:
		return dir
	}
}
