package builtins

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// speaker gives the errors that the engine makes V8's words, which programs depend on. It is asked when an error is made, by the constructor that the
// engine and programs share, and sees what the interpreter is at: nothing is paid where there is no error.
type speaker struct {
	realm   *realm.Realm
	rt      *goja.Runtime
	state   *enginestate.State
	classes map[goja.Value]bool // of errors
	busy    bool                // looking at values may make errors
}

// reworded gives the arguments of an error's constructor V8's words.
func (s *speaker) reworded(args []goja.Value) []goja.Value {
	if s.state == nil || s.busy || len(args) != 1 {
		return args
	}
	message, ok := args[0].(goja.String)
	if !ok || message.Length() > 2000 {
		return args
	}
	at, was := s.state.Instruction(), message.String()
	if s.isPrograms(at) && everywhere[was] == "" {
		return args
	}
	words := was
	s.busy = true
	_ = s.rt.Try(func() { words = s.words(at, was) })
	s.busy = false
	if words == was {
		return args
	}
	return []goja.Value{s.rt.ToValue(words)}
}

// isPrograms tells of errors that the program makes itself.
func (s *speaker) isPrograms(at enginestate.Instruction) bool {
	switch at.Type {
	case "":
		return s.classes[s.state.Native()]
	case "_new":
		return s.classes[s.state.Operand(at.Number)] || enginestate.Kind(s.state.Operand(at.Number)) == "classFuncObject"
	case "_throw", "superCall", "_superCallVariadic":
		return true
	}
	return false
}

func (s *speaker) words(at enginestate.Instruction, message string) string {
	if words, ok := everywhere[message]; ok {
		return words
	}
	if words, ok := syntaxWords(message); ok {
		return words
	}
	switch {
	case strings.HasPrefix(message, "Could not convert "):
		return "Cannot convert object to primitive value"
	case at.Type == "":
		return s.nativeWords(s.native(), message)
	case strings.Contains(message, "before initialization") && strings.HasPrefix(message, "Cannot access a variable"):
		return s.deadZone(message)
	case isCall(at.Type):
		return s.callWords(at, message)
	case at.Type == "_new" || at.Type == "_newVariadic":
		return s.newWords(at, message)
	}
	return s.instructionWords(at, message)
}

// everywhere are messages that stand for one thing.
var everywhere = map[string]string{
	"Malformed URI":                                                "URI malformed",
	"No initial value":                                             "Reduce of empty array with no initial value",
	"Illegal generator state":                                      "Generator is already running",
	"toFixed() precision must be between 0 and 100":                "toFixed() digits argument must be between 0 and 100",
	"toPrecision() precision must be between 1 and 100":            "toPrecision() argument must be between 1 and 100",
	"toExponential() precision must be between 0 and 100":          "toExponential() argument must be between 0 and 100",
	"The normalization form should be one of NFC, NFD, NFKC, NFKD": "The normalization form should be one of NFC, NFD, NFKC, NFKD.",
	"Source is too large":                                          "offset is out of bounds",
	"Promise self-resolution":                                      "Chaining cycle detected for promise #<Promise>",
	"RegExp doesn't have global flag set":                          "String.prototype.matchAll called with a non-global RegExp argument",
	"Must call super constructor in derived class before returning from derived constructor": mustCallSuper,
	"Must call super constructor in derived class before accessing 'this'":                   mustCallSuper,
}

const mustCallSuper = "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"

// source is the text that runs and the offset in it.
func (s *speaker) source() (text string, offset int, ok bool) {
	if s.realm.Modules == nil {
		return "", 0, false
	}
	file, offset, ok := s.state.Source()
	if !ok {
		return "", 0, false
	}
	return file.Source(), offset, true
}

// native is the native function that runs; one that call calls has no place on the stack of its own.
func (s *speaker) native() goja.Value {
	function := s.state.Native()
	if object, ok := function.(*goja.Object); ok && s.isMethod("Function", true, "call", object) {
		if target, ok := s.state.This().(*goja.Object); ok {
			return target
		}
	}
	return function
}

func (s *speaker) deadZone(message string) string {
	if text, offset, ok := s.source(); ok {
		if name := s.realm.Modules.NameAt(text, offset); name != "" {
			return "Cannot access '" + name + "' before initialization"
		}
	}
	return message
}

func isCall(instruction string) bool {
	return instruction == "call" || strings.HasPrefix(instruction, "callEval") || strings.HasPrefix(instruction, "_call")
}

// callWords words a call that failed.
func (s *speaker) callWords(at enginestate.Instruction, message string) string {
	member, isMember := strings.CutPrefix(message, "Object has no member '")
	switch {
	case isMember, strings.HasPrefix(message, "Value is not an object: "), strings.HasPrefix(message, "Not a function: "), message == "proxy target is not a function":
		if callee, ok := s.callee(false); ok {
			return callee + " is not a function"
		}
		if isMember {
			return "(intermediate value)." + strings.TrimSuffix(member, "'") + " is not a function"
		}
		return "(intermediate value) is not a function"
	case message == classCall:
		return s.classCalled(s.state.Operand(at.Number))
	case message == "Proxy already revoked":
		return "Cannot perform 'apply' on a proxy that has been revoked"
	}
	return s.iterationWords(nil, message)
}

const classCall = "Class constructor cannot be invoked without 'new'"

func (s *speaker) classCalled(class goja.Value) string {
	if object, ok := class.(*goja.Object); ok {
		if name, ok := object.Get("name").(goja.String); ok && name.Length() > 0 {
			return "Class constructor " + name.String() + " cannot be invoked without 'new'"
		}
	}
	return "Class constructors cannot be invoked without 'new'"
}

func (s *speaker) callee(construct bool) (string, bool) {
	text, offset, ok := s.source()
	if !ok {
		return "", false
	}
	return s.realm.Modules.Callee(text, offset, construct)
}

// newWords words a new expression that failed.
func (s *speaker) newWords(at enginestate.Instruction, message string) string {
	class, isObject := s.state.Operand(at.Number).(*goja.Object)
	switch {
	case message == "Proxy already revoked":
		return "Cannot perform 'construct' on a proxy that has been revoked"
	case message == "Value is not a constructor", !isObject && strings.HasPrefix(message, "Value is not an object: "):
		if callee, ok := s.callee(true); ok {
			return callee + " is not a constructor"
		}
		return "(intermediate value) is not a constructor"
	case !isObject || at.Type != "_new":
		return message
	}
	var argument goja.Value = goja.Undefined()
	if at.Number > 0 {
		argument = s.state.Operand(at.Number - 1)
	}
	return s.constructorWords(class, argument, message)
}
