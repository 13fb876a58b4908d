package builtins

import (
	"strings"

	"github.com/dop251/goja"
)

// constructorWords words what a native class throws when it is constructed.
func (s *speaker) constructorWords(class *goja.Object, argument goja.Value, message string) string {
	name := ""
	if v, ok := class.Get("name").(goja.String); ok {
		name = v.String()
	}
	notObject, isNotObject := strings.CutPrefix(message, "Value is not an object: ")
	index, isIndex := strings.CutPrefix(message, "Invalid index ")
	switch {
	case name == "Promise" && (isNotObject || strings.HasPrefix(message, "Value is not callable")):
		return "Promise resolver " + describe(argument) + " is not a function"
	case name == "WeakMap" && isNotObject:
		return "Invalid value used as weak map key"
	case name == "WeakSet" && isNotObject:
		return "Invalid value used in weak set"
	case isNotObject:
		return "Iterator value " + notObject + " is not an entry object"
	case isIndex && name == "ArrayBuffer":
		return "Invalid array buffer length"
	case isIndex && strings.HasSuffix(name, "Array"):
		return "Invalid typed array length: " + index
	case strings.HasPrefix(message, "Byte length of "), strings.HasPrefix(message, "Start offset of "):
		return strings.ToLower(message[:1]) + message[1:]
	}
	return s.iterationWords(argument, message)
}

// nativeWords words what a native function throws.
func (s *speaker) nativeWords(function goja.Value, message string) string {
	object, ok := function.(*goja.Object)
	if !ok {
		return message
	}
	name := ""
	if v, ok := object.Get("name").(goja.String); ok {
		name = v.String()
	}
	if value, ok := strings.CutPrefix(message, "Value is not an object: "); ok {
		return s.notObject(object, name, value, message)
	}
	before, kind, ok := strings.Cut(message, "called on incompatible receiver [object ")
	switch {
	case ok && kind != "Array]":
		return before + "called on incompatible receiver #<" + strings.TrimSuffix(kind, "]") + ">"
	case message == classCall:
		return s.classCalled(object)
	case message == "Proxy already revoked":
		return "Cannot perform 'apply' on a proxy that has been revoked"
	case strings.HasPrefix(message, "Value is not callable: "):
		return notCallable(strings.TrimPrefix(message, "Value is not callable: "))
	case strings.HasSuffix(message, " is not a function") && strings.HasPrefix(message, "[object "):
		return notCallable(strings.TrimSuffix(message, " is not a function"))
	case message == "Value is not object coercible":
		if s.isMethod("String", true, name, object) {
			return "String.prototype." + name + " called on null or undefined"
		}
		if name == "fromEntries" {
			return "undefined is not iterable"
		}
		return "Object." + name + " called on null or undefined"
	case message == "Cannot convert undefined or null to object" && s.isMethod("Array", true, name, object):
		return "Array.prototype." + name + " called on null or undefined"
	case strings.HasSuffix(message, " is called on incompatible receiver") && strings.HasPrefix(message, "Method Date"):
		return "this is not a Date object."
	case message == "Value is not a number":
		return "Number.prototype." + name + " requires that 'this' be a Number"
	case message == "requires that 'this' be a BigInt":
		return "BigInt.prototype." + name + " requires that 'this' be a BigInt"
	}
	return s.rangeWords(name, message)
}

func isText(v goja.Value) bool {
	_, ok := v.(goja.String)
	return ok
}

func notCallable(value string) string {
	if kind, ok := strings.CutPrefix(value, "[object "); ok {
		value = "#<" + strings.TrimSuffix(kind, "]") + ">"
	}
	return value + " is not a function"
}

func (s *speaker) rangeWords(name, message string) string {
	index, isIndex := strings.CutPrefix(message, "Invalid index ")
	isView := strings.HasPrefix(name, "getInt") || strings.HasPrefix(name, "getUint") || strings.HasPrefix(name, "getFloat") || strings.HasPrefix(name, "getBig") ||
		strings.HasPrefix(name, "setInt") || strings.HasPrefix(name, "setUint") || strings.HasPrefix(name, "setFloat") || strings.HasPrefix(name, "setBig")
	switch {
	case isView && (isIndex || strings.HasSuffix(message, "is out of bounds")):
		return "Offset is outside the bounds of the DataView"
	case isIndex && (name == "asIntN" || name == "asUintN"):
		return "Invalid value: not (convertible to) a safe integer"
	case isIndex && name == "with":
		return "Invalid index : " + index
	case name == "BigInt" && strings.HasPrefix(message, "Cannot convert ") && !isText(s.state.Operand(0)):
		value := strings.TrimSuffix(strings.TrimPrefix(message, "Cannot convert "), " to a BigInt")
		if value == "NaN" || strings.HasSuffix(value, "Infinity") || strings.Contains(value, ".") {
			return "The number " + value + " cannot be converted to a BigInt because it is not an integer"
		}
	case strings.HasPrefix(message, "Constructor ") && strings.HasSuffix(message, " requires 'new'") && name == "Promise":
		return "Promise constructor cannot be invoked without 'new'"
	}
	return s.iterationWords(nil, message)
}

// notObject words a native that was given, or called on, something that is no object.
func (s *speaker) notObject(function *goja.Object, name, value, message string) string {
	switch {
	case s.isMethod("Reflect", false, name, function):
		switch name {
		case "apply":
			return "Function.prototype.apply was called on " + value + ", which is not a function"
		case "construct":
			return value + " is not a constructor"
		}
		return "Reflect." + name + " called on non-object"
	case s.isMethod("WeakMap", true, name, function):
		return "Invalid value used as weak map key"
	case s.isMethod("WeakSet", true, name, function):
		return "Invalid value used in weak set"
	case name == "apply":
		return "CreateListFromArrayLike called on non-object"
	case name == "bind":
		return "Bind must be called on a function"
	case name == "call":
		return "Function.prototype.call.call is not a function"
	case name == "flatMap":
		return "flatMap mapper function is not callable"
	case name == "fromEntries":
		return "Iterator value " + value + " is not an entry object"
	case name == "defineProperty" || name == "defineProperties":
		return "Getter must be a function: " + value
	case s.isMethod("Array", true, name, function), name == "from", name == "forEach":
		return value + " is not a function"
	}
	for _, class := range []string{"Map", "Set", "Promise", "RegExp", "Error"} {
		if s.isMethod(class, true, name, function) {
			return "Method " + class + ".prototype." + name + " called on incompatible receiver " + value
		}
	}
	return message
}

// isMethod tells whether function is the one that a class, or its prototype, has under name.
func (s *speaker) isMethod(class string, prototype bool, name string, function *goja.Object) bool {
	on, ok := s.rt.GlobalObject().Get(class).(*goja.Object)
	if ok && prototype {
		on, ok = on.Get("prototype").(*goja.Object)
	}
	if !ok || name == "" {
		return false
	}
	own := s.realm.OwnDescriptor(on, s.rt.ToValue(name))
	return own != nil && own.Get("value") == goja.Value(function)
}
