package lambda

import (
	"regexp"
	"strconv"
	"sync"

	"github.com/aws/aws-lambda-go/lambda/messages"
)

// stackLine is one frame of a stack as V8 writes it: "    at label (path:line:column)", or without a label.
var stackLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*at (?:(.*) \()?(.*?):(\d+)(?::\d+)?\)?$`)
})

// stackFrames turns the lines of an error's stack into the frames that aws-lambda-go reports; what is no frame is left out.
func stackFrames(lines []string) []*messages.InvokeResponse_Error_StackFrame {
	var frames []*messages.InvokeResponse_Error_StackFrame
	for _, line := range lines {
		m := stackLine().FindStringSubmatch(line)
		if m == nil {
			continue
		}
		number, err := strconv.ParseInt(m[3], 10, 32)
		if err != nil {
			continue
		}
		frames = append(frames, &messages.InvokeResponse_Error_StackFrame{Label: m[1], Path: m[2], Line: int32(number)})
	}
	return frames
}
