package enginestate

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
)

// ArrowText is the text of an arrow function and what stands behind it in its program; ok is false for other functions.
func ArrowText(object *goja.Object) (text, behind string, ok bool) {
	t := implementation(object)
	if !t.IsValid() || t.Type().Name() != "arrowFuncObject" && t.Type().Name() != "asyncArrowFuncObject" {
		return "", "", false
	}
	source, program := t.FieldByName("src"), t.FieldByName("prg")
	if !source.IsValid() || source.Kind() != reflect.String || !program.IsValid() || program.Type() != reflect.TypeFor[*goja.Program]() || program.IsNil() || find() == nil {
		return "", "", false
	}
	text = source.String()
	of := *at[*file.File](program.UnsafePointer(), find().source)
	if of == nil || text == "" {
		return "", "", false
	}
	// The text is a part of the program's: where in it, its address tells.
	whole := of.Source()
	start := uintptr(unsafe.Pointer(unsafe.StringData(text))) - uintptr(unsafe.Pointer(unsafe.StringData(whole)))
	if start >= uintptr(len(whole)) || uintptr(len(whole))-start < uintptr(len(text)) {
		return text, "", true
	}
	return text, whole[int(start)+len(text):], true
}
