package report

import "go/ast"

// helpsTests reports whether a file that imports testing is written for tests:
// it names one of the types that only they get. Code that is shipped asks
// testing.Testing() at most.
func helpsTests(file *ast.File) bool {
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return !found
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == "testing" && x.Obj == nil {
			switch sel.Sel.Name {
			case "T", "B", "TB", "F", "M":
				found = true
			}
		}
		return !found
	})
	return found
}
