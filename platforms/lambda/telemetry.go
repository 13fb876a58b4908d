package lambda

import (
	"encoding/binary"
	"os"

	"github.com/dop251/goja"
)

// Frames on the telemetry file descriptor (_LAMBDA_TELEMETRY_LOG_FD) begin with a type that holds the format and, from bit 2 on, the level.
const (
	textFrame = 0xa55a0003
	jsonFrame = 0xa55a0002

	frameHeader = 16 // type, length, and the time in microseconds
)

// appendFrame appends one log entry as a frame. level is 1 (TRACE) to 6 (FATAL), ms the time in milliseconds since the epoch.
func appendFrame(buffer []byte, json bool, level int, ms int64, message string) []byte {
	kind := uint32(textFrame)
	if json {
		kind = jsonFrame
	}
	buffer = binary.BigEndian.AppendUint32(buffer, kind|uint32(level)<<2)
	buffer = binary.BigEndian.AppendUint32(buffer, uint32(len(message)))
	buffer = binary.BigEndian.AppendUint64(buffer, uint64(ms)*1000)
	return append(buffer, message...)
}

// nativeTelemetry writes one log entry: level, time, message.
func (f *function) nativeTelemetry(c goja.FunctionCall) goja.Value {
	f.settings.writeFrame(int(c.Argument(0).ToInteger()), c.Argument(1).ToInteger(), c.Argument(2).String())
	return goja.Undefined()
}

// writeFrame writes one log entry. Nothing but the platform reads that pipe; when it is broken there is nowhere to say so.
func (s *settings) writeFrame(level int, ms int64, message string) {
	frame := make([]byte, 0, frameHeader+len(message))
	frame = appendFrame(frame, s.json, level, ms, message)
	_, _ = s.telemetryFile().Write(frame)
}

// telemetryFile opens the descriptor at the first use. Frames of several realms do not mix: each is one write.
func (s *settings) telemetryFile() *os.File {
	s.telemetryOnce.Do(func() { s.telemetryOut = os.NewFile(uintptr(s.telemetry), "telemetry") })
	return s.telemetryOut
}
