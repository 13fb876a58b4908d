package builtins

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// instructionWords words what an instruction that is neither a call nor a new expression throws.
func (s *speaker) instructionWords(at enginestate.Instruction, message string) string {
	switch {
	case strings.HasPrefix(message, "Cannot read property '"):
		return s.readWords(at)
	case message == "Proxy already revoked":
		return "Cannot perform '" + trapOf(at.Type) + "' on a proxy that has been revoked"
	case strings.HasSuffix(message, "from an object whose class did not declare it") && strings.HasPrefix(message, "Cannot write"):
		return strings.Replace(message, " from an object", " to an object", 1)
	case strings.HasPrefix(message, "Cannot assign to read only property '#"):
		return strings.TrimPrefix(message, "Cannot assign to read only property ") + " was defined without a setter"
	case strings.HasPrefix(at.Type, "set"), strings.HasPrefix(at.Type, "_set"), strings.HasPrefix(at.Type, "getPropRef"), strings.HasPrefix(at.Type, "_getElemRef"),
		strings.HasPrefix(at.Type, "_putValue"):
		return s.writeWords(at, message)
	case strings.HasPrefix(at.Type, "delete"), strings.HasPrefix(at.Type, "_delete"):
		if before, _, ok := strings.Cut(message, " of [object "); ok {
			return before + " of " + shown(s.state.Operand(elementOffset(at.Type)))
		}
	case at.Type == "_op_in" && strings.HasPrefix(message, "Value is not an object"):
		return "Cannot use 'in' operator to search for '" + keyText(s.state.Operand(1)) + "' in " + plain(s.state.Operand(0))
	case at.Type == "_op_instanceof":
		return s.instanceWords(message)
	case at.Type == "newDerivedClass" && strings.HasPrefix(message, "Class extends value"):
		return s.extendsWords(message)
	case at.Type == "_checkObjectCoercible" || at.Type == "_createDestructSrc" || at.Type == "_copyRest":
		if message == "Value is not object coercible" {
			return s.destructureWords(s.state.Operand(0))
		}
	}
	if strings.HasPrefix(at.Type, "_iterate") || at.Type == "_pushArraySpread" || at.Type == "_pushSpread" || at.Type == "_newArrayFromIter" {
		return s.iterationWords(s.state.Operand(0), message)
	}
	return s.iterationWords(nil, message)
}

// trapOf is the operation on an object that an instruction does.
func trapOf(instruction string) string {
	switch {
	case strings.HasPrefix(instruction, "set"), strings.HasPrefix(instruction, "_set"):
		return "set"
	case strings.HasPrefix(instruction, "delete"), strings.HasPrefix(instruction, "_delete"):
		return "deleteProperty"
	case instruction == "_op_in":
		return "has"
	}
	return "get"
}

// elementOffset is how far below the top the object of a member instruction is: one more where the name is on the stack.
func elementOffset(instruction string) int {
	if strings.HasPrefix(instruction, "_") {
		return 1
	}
	return 0
}

// readWords words the read of a member of undefined or null.
func (s *speaker) readWords(at enginestate.Instruction) string {
	object, key := s.state.Operand(elementOffset(at.Type)), s.rt.ToValue(at.Name)
	if at.Name == "" && elementOffset(at.Type) == 1 {
		key = s.state.Operand(0)
	}
	if at.Type == "_getElemRecv" {
		object, key = s.state.Operand(0), s.state.Operand(1)
	}
	if key == goja.Value(goja.SymIterator) {
		return notIterable(object)
	}
	return "Cannot read properties of " + nullish(object) + " (reading '" + keyText(key) + "')"
}

// writeWords words an assignment to a member.
func (s *speaker) writeWords(at enginestate.Instruction, message string) string {
	object, key := s.assigned(at)
	switch {
	case object == nil:
		return message
	case message == "Cannot convert undefined or null to object":
		return "Cannot set properties of " + nullish(object) + " (setting '" + keyText(key) + "')"
	case strings.HasPrefix(message, "Receiver is not an object: "):
		return "Cannot create property '" + keyText(key) + "' on " + kindOf(object) + " '" + plain(object) + "'"
	case message == "" || message == "length is not writable" || strings.HasPrefix(message, "Cannot assign to read only property '"):
		if s.hasOnlyGetter(object, key) {
			return "Cannot set property " + keyText(key) + " of " + shown(object) + " which has only a getter"
		}
		return "Cannot assign to read only property '" + keyText(key) + "' of " + kindOf(object) + " '" + shown(object) + "'"
	}
	return message
}

// assigned is the object and the name that an instruction assigns to; nil if they are not on the stack any more.
func (s *speaker) assigned(at enginestate.Instruction) (object, key goja.Value) {
	name := s.rt.ToValue(at.Name)
	switch {
	case strings.HasPrefix(at.Type, "getPropRef"):
		return s.state.Operand(0), name
	case strings.HasPrefix(at.Type, "_getElemRef"):
		return s.state.Operand(1), s.state.Operand(0)
	case strings.HasPrefix(at.Type, "_setElem"):
		return s.state.Operand(2), s.state.Operand(1)
	case strings.HasPrefix(at.Type, "setProp"):
		return s.state.Operand(1), name
	case strings.HasPrefix(at.Type, "setGlobal"):
		return s.rt.GlobalObject(), name
	}
	return nil, nil
}

func (s *speaker) hasOnlyGetter(v, key goja.Value) bool {
	object, ok := v.(*goja.Object)
	for ok && object != nil && enginestate.ProxyTarget(object) == nil {
		if d := s.realm.OwnDescriptor(object, key); d != nil {
			get := d.Get("get")
			return get != nil && !goja.IsUndefined(get)
		}
		object = object.Prototype()
	}
	return false
}

// destructureWords words what cannot be taken apart.
func (s *speaker) destructureWords(v goja.Value) string {
	property, shown := "", ""
	if text, offset, ok := s.source(); ok {
		property, shown = s.realm.Modules.Destructured(text, offset)
	}
	if shown == "" {
		if shown = nullish(v); goja.IsNull(v) && property != "" {
			shown = "object null"
		}
	}
	if property != "" {
		return "Cannot destructure property '" + property + "' of '" + shown + "' as it is " + nullish(v) + "."
	}
	return "Cannot destructure '" + shown + "' as it is " + nullish(v) + "."
}

func (s *speaker) instanceWords(message string) string {
	switch {
	case strings.HasPrefix(message, "Value is not an object: "):
		return "Right-hand side of 'instanceof' is not an object"
	case strings.HasPrefix(message, "Expecting a function in instanceof check"):
		return "Right-hand side of 'instanceof' is not callable"
	case message == "prototype is not an object":
		prototype := "undefined"
		if class, ok := s.state.Operand(0).(*goja.Object); ok {
			if v := class.Get("prototype"); v != nil {
				prototype = plain(v)
			}
		}
		return "Function has non-object prototype '" + prototype + "' in instanceof check"
	}
	return message
}

func (s *speaker) extendsWords(message string) string {
	parent := s.state.Operand(0)
	if strings.HasSuffix(message, "prototype property") {
		if object, ok := parent.(*goja.Object); ok {
			return message + " " + plain(object.Get("prototype"))
		}
		return message
	}
	return "Class extends value " + shown(parent) + " is not a constructor or null"
}

// iterationWords words what could not be iterated over.
func (s *speaker) iterationWords(v goja.Value, message string) string {
	switch {
	case message == "object is not iterable" && v == nil:
		return "object is not iterable (cannot read property Symbol(Symbol.iterator))"
	case message == "object is not iterable",
		v != nil && message == "Cannot convert undefined or null to object" && (goja.IsUndefined(v) || goja.IsNull(v)):
		return notIterable(v)
	case strings.HasSuffix(message, " is not a method"):
		return strings.TrimSuffix(message, " is not a method") + " is not a function"
	case message == "iterator.next is missing or not a function":
		return "undefined is not a function"
	}
	return message
}
