package vm

import (
	"reflect"

	"github.com/dop251/goja/ast"
)

var (
	expressionType = reflect.TypeFor[ast.Expression]()
	nodeType       = reflect.TypeFor[ast.Node]()
)

// visitor is what a walk does: expression replaces an expression before its parts are walked; leave tells to walk the parts no more.
type visitor struct {
	expression func(ast.Expression) (replaced ast.Expression, leave bool)
	function   func(body []ast.Statement) (restore func()) // entered: a function that is no arrow
	class      func() (restore func())
}

// walk visits every expression of a list of statements. The tree's types are many and alike, so it goes by reflection.
func (w *visitor) walk(list []ast.Statement) { w.value(reflect.ValueOf(list)) }

func (w *visitor) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		if v.CanSet() && v.Type() == expressionType {
			if w.replace(v) {
				return
			}
		}
		w.value(v.Elem())
	case reflect.Pointer:
		if !v.IsNil() && v.Type().Elem().PkgPath() == nodeType.PkgPath() { // a literal's value may be anything
			w.node(v)
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "DeclarationList" { // lists what is in the body anyway
				w.value(v.Field(i))
			}
		}
	}
}

func (w *visitor) replace(v reflect.Value) (leave bool) {
	e, leave := w.expression(v.Interface().(ast.Expression))
	v.Set(reflect.ValueOf(e))
	return leave
}

func (w *visitor) node(v reflect.Value) {
	switch n := v.Interface().(type) {
	case *ast.FunctionLiteral:
		defer w.function(n.Body.List)()
	case *ast.ClassLiteral:
		defer w.class()()
	}
	w.value(v.Elem())
}
