package syntax

import (
	"go/ast"
	"go/types"
)

// NameOf writes a function as a reader of its package would: "fetch", "(*DB).Query",
// with the package in front when it is not from: "(*sql.DB).Query", "io.Copy".
func NameOf(fn *types.Func, from *types.Package) string {
	qualifier := func(p *types.Package) string {
		if p == from {
			return ""
		}
		return p.Name()
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		if fn.Pkg() == nil || fn.Pkg() == from {
			return fn.Name()
		}
		return fn.Pkg().Name() + "." + fn.Name()
	}
	return "(" + typeName(recv.Type(), qualifier) + ")." + fn.Name()
}

func typeName(t types.Type, qualifier types.Qualifier) string {
	star := ""
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	obj := NamedOf(t)
	if obj == nil {
		return star + types.TypeString(t, qualifier)
	}
	if obj.Pkg() == nil {
		return star + obj.Name() // error
	}
	if q := qualifier(obj.Pkg()); q != "" {
		return star + q + "." + obj.Name()
	}
	return star + obj.Name()
}

// DeclName writes a declared function like NameOf, for one without type
// information too.
func DeclName(info *types.Info, decl *ast.FuncDecl) string {
	if fn, ok := info.Defs[decl.Name].(*types.Func); ok {
		return NameOf(fn, fn.Pkg())
	}
	return decl.Name.Name
}

// ExprName writes a short expression as source, for use in messages: x, s.conn,
// m.workers[i]. It returns "" for what would not be read at a glance.
func ExprName(expr ast.Expr) string {
	switch e := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if x := ExprName(e.X); x != "" {
			return x + "." + e.Sel.Name
		}
		return e.Sel.Name
	case *ast.CallExpr:
		if f := ExprName(e.Fun); f != "" {
			return f + "()"
		}
	case *ast.IndexExpr:
		if x := ExprName(e.X); x != "" {
			return x + "[...]"
		}
	case *ast.StarExpr:
		return ExprName(e.X)
	case *ast.UnaryExpr:
		return ExprName(e.X)
	}
	return ""
}
