package config

import (
	"go/token"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
)

var (
	lifetimes = map[string]knowledge.Lifetime{
		"call":       knowledge.PerCall,
		"iteration":  knowledge.Iteration,
		"request":    knowledge.Request,
		"connection": knowledge.Connection,
		"service":    knowledge.Service,
		"process":    knowledge.Process,
	}
	panics = map[string]knowledge.Panic{
		"dies":      knowledge.Dies,
		"recovered": knowledge.Recovered,
		"reraised":  knowledge.Reraised,
		"repanics":  knowledge.Repanics,
	}
	fates = map[string]knowledge.Fate{
		"dropped":   knowledge.Dropped,
		"logged":    knowledge.Logged,
		"retried":   knowledge.Retried,
		"stopsall":  knowledge.StopsAll,
		"returned":  knowledge.Returned,
		"delivered": knowledge.Delivered,
	}
	waits = map[string]knowledge.Effect{
		"pauses":   knowledge.Pauses,
		"receives": knowledge.Receives,
		"asks":     knowledge.Asks,
		"joins":    knowledge.Joins,
		"locks":    knowledge.Locks,
		"serves":   knowledge.Serves,
	}
	booleans = map[string]bool{"true": true, "false": false}
)

// decodeKnowledge reads the user's rows, grouped by import path. A symbol is
// written as in package knowledge, without its package: "Dial", "Conn.Read".
func (f *file) decodeKnowledge(d decoder) func(ast.Node) error {
	return func(n ast.Node) error {
		return d.entries(n, func(path string, at, value ast.Node) error {
			if !isImportPath(path) {
				return d.errorf(at, "%q is not an import path", path)
			}
			p := &rows{decoder: d, Package: &knowledge.Package{Path: path}}
			f.rows = append(f.rows, p.Package)
			return d.mapping(value, fields{
				"services": p.each(p.service),
				"scoped":   p.each(p.scoped),
				"blocking": p.each(p.blocking),
				"offload":  p.each(p.offload),
				"recovers": p.each(p.recovers),
				"spawns":   p.each(p.spawns),
				"reports":  p.each(p.reports),
				"stops":    p.each(p.stops),
			})
		})
	}
}

// rows collects what a file says about one package.
type rows struct {
	decoder
	*knowledge.Package
}

func (p *rows) each(row func(ast.Node) error) func(ast.Node) error {
	return func(n ast.Node) error { return p.list(n, row) }
}

// service reads a type whose method is a background service.
func (p *rows) service(n ast.Node) error {
	row := knowledge.Role{Method: "Run", Life: knowledge.Service, Blocks: true, Error: knowledge.Returned}
	err := p.row(n, "type", fields{
		"type":     p.name(&row.Type),
		"method":   p.name(&row.Method),
		"lifetime": keyword(p.decoder, &row.Life, lifetimes),
		"blocks":   keyword(p.decoder, &row.Blocks, booleans),
		"panic":    keyword(p.decoder, &row.Panic, panics),
		"error":    keyword(p.decoder, &row.Error, fates),
	})
	p.Roles = append(p.Roles, row)
	return err
}

// scoped reads a type whose values are short-lived.
func (p *rows) scoped(n ast.Node) error {
	row := knowledge.Scoped{Life: knowledge.Request}
	err := p.row(n, "type", fields{
		"type":     p.name(&row.Type),
		"lifetime": keyword(p.decoder, &row.Life, lifetimes),
		"from":     p.symbols(&row.From),
		"ends":     p.symbols(&row.Ends),
		"copy":     p.symbol(&row.Copy),
	})
	p.Package.Scoped = append(p.Package.Scoped, row)
	return err
}

// blocking reads a function that waits.
func (p *rows) blocking(n ast.Node) error {
	row := knowledge.Call{Does: knowledge.Asks}
	err := p.row(n, "func", fields{
		"func": p.symbol(&row.Func),
		"does": keyword(p.decoder, &row.Does, waits),
		"ctx":  p.symbol(&row.Ctx),
	})
	p.Calls = append(p.Calls, row)
	return err
}

// offload reads a function that runs an argument elsewhere, a bounded number at
// a time, and waits for it.
func (p *rows) offload(n ast.Node) error {
	row := knowledge.Run{Life: knowledge.PerCall, Error: knowledge.Returned}
	err := p.run(n, &row, nil)
	p.Calls = append(p.Calls, knowledge.Call{Func: row.Func, Does: knowledge.Limits})
	return err
}

// recovers reads a function that runs an argument at once and survives its panics.
func (p *rows) recovers(n ast.Node) error {
	row := knowledge.Run{Life: knowledge.PerCall, Panic: knowledge.Recovered, Error: knowledge.Returned}
	return p.run(n, &row, nil)
}

// spawns reads a function that runs an argument on a goroutine of its own.
func (p *rows) spawns(n ast.Node) error {
	row := knowledge.Run{Async: true}
	return p.run(n, &row, fields{
		"lifetime": keyword(p.decoder, &row.Life, lifetimes),
		"each":     keyword(p.decoder, &row.Each, lifetimes),
		"overlaps": keyword(p.decoder, &row.Overlaps, booleans),
	})
}

// run reads what all rows on code of others have in common.
func (p *rows) run(n ast.Node, row *knowledge.Run, more fields) error {
	known := fields{
		"func":   p.symbol(&row.Func),
		"arg":    p.argument(&row.Arg),
		"method": p.name(&row.Method),
		"panic":  keyword(p.decoder, &row.Panic, panics),
		"error":  keyword(p.decoder, &row.Error, fates),
	}
	for key, decode := range more {
		known[key] = decode
	}
	err := p.row(n, "func", known)
	p.Runs = append(p.Runs, *row)
	return err
}

// reports reads a function that makes an error known to people.
func (p *rows) reports(n ast.Node) error {
	row := knowledge.Call{Does: knowledge.Reports}
	err := p.row(n, "func", fields{"func": p.symbol(&row.Func)})
	p.Calls = append(p.Calls, row)
	return err
}

// stops reads an error variable that means a normal end.
func (p *rows) stops(n ast.Node) error {
	var name string
	err := p.name(&name)(n)
	p.Package.Stops = append(p.Package.Stops, name)
	return err
}

// row reads one row. A plain value stands for a row that has only its main key.
func (p *rows) row(n ast.Node, main string, known fields) error {
	if _, plain := n.(*ast.StringNode); plain {
		return known[main](n)
	}
	found := false
	decode := known[main]
	known[main] = func(n ast.Node) error { found = true; return decode(n) }
	if err := p.mapping(n, known); err != nil {
		return err
	}
	if !found {
		return p.errorf(n, "missing key %q", main)
	}
	return nil
}

func (p *rows) name(out *string) func(ast.Node) error { return p.dotted(out, 1, "a name") }
func (p *rows) symbol(out *string) func(ast.Node) error {
	return p.dotted(out, 2, "Func or Type.Method")
}

func (p *rows) symbols(out *[]string) func(ast.Node) error {
	return p.each(func(n ast.Node) error {
		var name string
		err := p.symbol(&name)(n)
		*out = append(*out, name)
		return err
	})
}

// dotted reads at most the given number of identifiers with dots between.
func (p *rows) dotted(out *string, most int, form string) func(ast.Node) error {
	return func(n ast.Node) error {
		text, err := p.text(n)
		if err != nil {
			return err
		}
		parts := strings.Split(text, ".")
		for _, part := range parts {
			if len(parts) > most || !token.IsIdentifier(part) {
				return p.errorf(n, "malformed symbol %q; want %s, without the package", text, form)
			}
		}
		*out = text
		return nil
	}
}

// argument reads the index of an argument, or where else the code comes from.
func (p *rows) argument(out *int) func(ast.Node) error {
	return func(n ast.Node) error {
		text, err := p.text(n)
		if err != nil {
			return err
		}
		switch text {
		case "receiver":
			*out = -1
		case "field":
			*out = knowledge.Field
		default:
			index, err := strconv.Atoi(text)
			if err != nil || index < 0 {
				return p.errorf(n, "malformed argument %q; want an index from 0, receiver or field", text)
			}
			*out = index
		}
		return nil
	}
}

func isImportPath(path string) bool {
	valid := func(r rune) bool {
		return r > ' ' && r < 0x7f && !strings.ContainsRune("!\"#$%&'()*,:;<=>?[\\]^`{|}", r)
	}
	for part := range strings.SplitSeq(path, "/") {
		if part == "" || strings.IndexFunc(part, func(r rune) bool { return !valid(r) }) >= 0 {
			return false
		}
	}
	return true
}
