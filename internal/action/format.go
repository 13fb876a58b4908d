package action

import "bytes"

// Format is the kind of bytes or path that holds an action.
type Format int

// The formats an action comes in.
const (
	Unknown Format = iota
	Zip
	TarGz
	Wasm
	Directory
	Source // a single JavaScript or TypeScript file
)

func (f Format) String() string {
	switch f {
	case Zip:
		return "zip"
	case TarGz:
		return "tar.gz"
	case Wasm:
		return "WebAssembly"
	case Directory:
		return "directory"
	case Source:
		return "source"
	}
	return "unknown"
}

// DetectFormat tells Zip, TarGz and Wasm apart by the first four bytes, as the
// OpenWhisk action container does. An empty zip starts otherwise and is
// Unknown: there is no action in it.
func DetectFormat(data []byte) Format {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return Zip
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b, 0x08}):
		return TarGz
	case bytes.HasPrefix(data, []byte("\x00asm")):
		return Wasm
	}
	return Unknown
}
