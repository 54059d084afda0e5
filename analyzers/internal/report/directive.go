package report

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// A Directive is a comment that silences findings.
type Directive struct {
	Pos, End token.Pos // of the comment
	Nolint   bool      // nolint in the style of golangci-lint, else lint:ignore in that of staticcheck
	Checks   []string  // as they are written
	Reason   string

	wholeFile bool
	covered   []lines
}

// lines is a range of line numbers without those strictly inside the holes.
type lines struct {
	first, last int
	holes       []lines
}

func (l lines) contain(line int) bool {
	inside := func(hole lines) bool { return hole.first < line && line < hole.last }
	return l.first <= line && line <= l.last && !slices.ContainsFunc(l.holes, inside)
}

// Works reports whether the directive silences anything at all: without a
// reason, lint:ignore does not.
func (d *Directive) Works() bool { return d.Nolint || d.Reason != "" }

// Names reports whether the directive is about the check.
func (d *Directive) Names(group, check string) bool {
	return slices.ContainsFunc(d.Checks, func(name string) bool {
		switch name {
		case "all":
			return d.Nolint
		case "bgvet", check, "bgvet/" + check, group + "/" + check:
			return true
		}
		return false
	})
}

func (d *Directive) covers(line int) bool {
	return d.wholeFile || slices.ContainsFunc(d.covered, func(l lines) bool { return l.contain(line) })
}

// Directives returns the directives of the file in the order of their positions.
func Directives(fset *token.FileSet, file *ast.File) []*Directive {
	var found []*placed
	for _, group := range file.Comments {
		for _, c := range group.List {
			if d := parseDirective(c.Text); d != nil {
				d.Pos, d.End = c.Pos(), c.End()
				found = append(found, &placed{Directive: d, line: lineOf(fset, c.Pos()), below: lineOf(fset, group.End()) + 1})
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	attach(fset, file, found)
	directives := make([]*Directive, len(found))
	for i, p := range found {
		directives[i] = p.Directive
	}
	return directives
}

func parseDirective(text string) *Directive {
	if text, ok := strings.CutPrefix(text, "//lint:"); ok {
		return parseLint(text)
	}
	if text, ok := strings.CutPrefix(text, "//"); ok {
		return parseNolint(strings.TrimLeft(text, " \t"))
	}
	return nil
}

// parseLint reads "ignore a,b reason" and "file-ignore a,b reason".
func parseLint(text string) *Directive {
	text, _, _ = strings.Cut(text, " //") // a comment on the comment
	fields := strings.Fields(text)
	if len(fields) < 2 || fields[0] != "ignore" && fields[0] != "file-ignore" {
		return nil
	}
	return &Directive{
		Checks:    strings.Split(fields[1], ","),
		Reason:    strings.Join(fields[2:], " "),
		wholeFile: fields[0] == "file-ignore",
	}
}

// parseNolint reads "nolint", "nolint:a,b" and "nolint:a,b // reason".
func parseNolint(text string) *Directive {
	text, reason, _ := strings.Cut(text, "//")
	rest, ok := strings.CutPrefix(text, "nolint")
	if !ok {
		return nil
	}
	d := &Directive{Nolint: true, Reason: strings.TrimSpace(reason)}
	list, named := strings.CutPrefix(rest, ":")
	switch {
	case named:
		for name := range strings.SplitSeq(list, ",") {
			d.Checks = append(d.Checks, strings.ToLower(strings.TrimSpace(name)))
		}
	case rest == "" || rest[0] == ' ' || rest[0] == '\t':
		d.Checks = []string{"all"}
	default:
		return nil // another word
	}
	return d
}

// placed is a directive on its way to the lines that it covers.
type placed struct {
	*Directive
	line  int // of the comment
	below int // the first line after its comment group

	trailing bool     // code stands before the comment on its line
	under    ast.Node // the largest node that starts on the line below
	before   ast.Node // the largest statement or declaration that ends before the comment on its line
}

// attach finds out which lines each directive covers:
//
//   - at the end of a line: that line, and for lint:ignore the statement or
//     declaration that ends there;
//   - on a line of its own: the next line and what begins there.
//
// lint:ignore does not reach into the bodies of what it covers: it silences the
// statement that it is about, not all that happens in there. nolint does, and
// above the package clause it covers the file.
func attach(fset *token.FileSet, file *ast.File, directives []*placed) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.Comment, *ast.CommentGroup:
			return false
		}
		first, last := lineOf(fset, n.Pos()), lineOf(fset, n.End())
		for _, d := range directives {
			d.consider(n, first, last)
		}
		return true
	})
	for _, d := range directives {
		d.cover(fset)
	}
}

// consider sees the nodes in depth-first order, so that the first one that fits
// is the largest.
func (d *placed) consider(n ast.Node, first, last int) {
	if first == d.line && n.Pos() < d.Pos || last == d.line && n.End() <= d.Pos {
		d.trailing = true
	}
	if first == d.below && d.under == nil {
		d.under = n
	}
	if last == d.line && n.End() <= d.Pos && d.before == nil && standsAlone(n) {
		d.before = n
	}
}

func standsAlone(n ast.Node) bool {
	switch n.(type) {
	case ast.Stmt, ast.Decl, ast.Spec, *ast.Field:
		return true
	}
	return false
}

func (d *placed) cover(fset *token.FileSet) {
	target, line := d.under, d.below
	if d.trailing {
		target, line = d.before, d.line
		if d.Nolint {
			target = nil
		}
	}
	d.covered = append(d.covered, lines{first: line, last: line})
	_, isFile := target.(*ast.File)
	switch {
	case target == nil || isFile && !d.Nolint:
		// only the line itself
	case isFile:
		d.wholeFile = true
	default:
		d.covered = append(d.covered, ownLines(fset, target, d.Nolint))
	}
}

// ownLines returns the lines of a node, with or without the bodies in it.
func ownLines(fset *token.FileSet, n ast.Node, bodies bool) lines {
	own := lines{first: lineOf(fset, n.Pos()), last: lineOf(fset, n.End())}
	if bodies {
		return own
	}
	switch n := n.(type) {
	case *ast.CaseClause:
		own.last = lineOf(fset, n.Colon)
	case *ast.CommClause:
		own.last = lineOf(fset, n.Colon)
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if body, ok := n.(*ast.BlockStmt); ok {
			own.holes = append(own.holes, lines{first: lineOf(fset, body.Lbrace), last: lineOf(fset, body.Rbrace)})
			return false
		}
		return true
	})
	return own
}
