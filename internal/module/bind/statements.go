package bind

import "github.com/dop251/goja/ast"

func (t *Tree) statements(list []ast.Statement) {
	for _, s := range list {
		t.statement(s)
	}
}

// block rewrites statements that have a scope of their own.
func (t *Tree) block(list *[]ast.Statement) {
	*list = t.hoistFunctions(*list)
	if t.sloppy != nil {
		t.sloppy.blocks = append(t.sloppy.blocks, *list)
		defer func(s *sloppy) { s.blocks = s.blocks[:len(s.blocks)-1] }(t.sloppy)
	}
	t.enter()
	t.declareLexical(*list)
	t.statements(*list)
	t.leave()
}

func (t *Tree) statement(s ast.Statement) {
	switch s := s.(type) {
	case *ast.BlockStatement:
		t.block(&s.List)
	case *ast.ExpressionStatement:
		s.Expression = t.expression(s.Expression)
	case *ast.VariableStatement:
		t.bindings(s.List)
	case *ast.LexicalDeclaration:
		t.bindings(s.List)
	case *ast.FunctionDeclaration:
		t.functionDeclaration(s)
	case *ast.ClassDeclaration:
		t.class(s.Class)
	case *ast.ReturnStatement:
		if t.function == 0 && t.Return == 0 {
			t.Return = s.Return
		}
		s.Argument = t.expression(s.Argument)
	case *ast.IfStatement:
		s.Test = t.expression(s.Test)
		t.statement(s.Consequent)
		t.statement(s.Alternate)
	case *ast.ThrowStatement:
		s.Argument = t.expression(s.Argument)
	case *ast.TryStatement:
		t.try(s)
	case *ast.SwitchStatement:
		t.switchStatement(s)
	case *ast.LabelledStatement:
		t.statement(s.Statement)
	case *ast.WithStatement:
		s.Object = t.expression(s.Object)
		t.statement(s.Body)
	default:
		t.loop(s)
	}
}

func (t *Tree) functionDeclaration(s *ast.FunctionDeclaration) {
	if name, ok := t.Hidden[s.Function.Name.Idx]; ok {
		s.Function.Name.Name = name
	}
	t.functionLiteral(s.Function)
}

func (t *Tree) try(s *ast.TryStatement) {
	t.block(&s.Body.List)
	if s.Catch != nil {
		t.enter()
		t.declareTarget(s.Catch.Parameter)
		t.target(s.Catch.Parameter)
		t.block(&s.Catch.Body.List)
		t.leave()
	}
	if s.Finally != nil {
		t.block(&s.Finally.List)
	}
}

func (t *Tree) switchStatement(s *ast.SwitchStatement) {
	s.Discriminant = t.expression(s.Discriminant)
	t.enter()
	for _, c := range s.Body {
		t.declareLexical(c.Consequent)
	}
	for _, c := range s.Body {
		c.Test = t.expression(c.Test)
		c.Consequent = t.hoistFunctions(c.Consequent)
		t.statements(c.Consequent)
	}
	t.leave()
}

func (t *Tree) loop(s ast.Statement) {
	switch s := s.(type) {
	case *ast.WhileStatement:
		s.Test = t.expression(s.Test)
		t.statement(s.Body)
	case *ast.DoWhileStatement:
		t.statement(s.Body)
		s.Test = t.expression(s.Test)
	case *ast.ForStatement:
		t.enter()
		t.forInitializer(s.Initializer)
		s.Test = t.expression(s.Test)
		s.Update = t.expression(s.Update)
		t.statement(s.Body)
		t.leave()
	case *ast.ForInStatement:
		t.enter()
		t.forInto(s.Into)
		s.Source = t.expression(s.Source)
		t.statement(s.Body)
		t.leave()
	case *ast.ForOfStatement:
		t.enter()
		t.forInto(s.Into)
		s.Source = t.expression(s.Source)
		t.statement(s.Body)
		t.leave()
	}
}

func (t *Tree) forInitializer(i ast.ForLoopInitializer) {
	switch i := i.(type) {
	case *ast.ForLoopInitializerExpression:
		i.Expression = t.expression(i.Expression)
	case *ast.ForLoopInitializerVarDeclList:
		t.bindings(i.List)
	case *ast.ForLoopInitializerLexicalDecl:
		t.declareBindings(i.LexicalDeclaration.List)
		t.bindings(i.LexicalDeclaration.List)
	}
}

func (t *Tree) forInto(i ast.ForInto) {
	switch i := i.(type) {
	case *ast.ForIntoVar:
		t.assigned(i.Binding.Target)
		t.bindings([]*ast.Binding{i.Binding})
	case *ast.ForDeclaration:
		t.declareTarget(i.Target)
		t.target(i.Target)
	case *ast.ForIntoExpression:
		t.assigned(i.Expression)
		i.Expression = t.expression(i.Expression)
	}
}
