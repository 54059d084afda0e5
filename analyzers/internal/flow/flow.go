// Package flow answers path questions about one body on the control flow graph
// of golang.org/x/tools/go/cfg. It adds what that graph leaves out: which case
// of a select happened, and a state carried along each path.
package flow

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"
)

// Graph is the control flow of one body.
type Graph struct {
	*cfg.CFG
	comms map[ast.Node]bool // the communication of a select's case: evaluated only if chosen
}

// New builds the graph of a body. mayReturn says whether a call that stands as
// a statement can return.
func New(body *ast.BlockStmt, mayReturn func(*ast.CallExpr) bool) *Graph {
	g := &Graph{CFG: cfg.New(body, mayReturn)}
	for _, b := range g.Blocks {
		if b.Kind == cfg.KindSelectCaseBody {
			if g.comms == nil {
				g.comms = make(map[ast.Node]bool)
			}
			g.comms[b.Stmt.(*ast.CommClause).Comm] = true
		}
	}
	return g
}

// IsComm reports whether n is the communication of a select's case. The graph
// lists it before the select, although only the chosen one takes place.
func (g *Graph) IsComm(n ast.Node) bool { return g.comms[n] }

// Body returns the first block of a loop's body, or nil if it is unreachable.
func (g *Graph) Body(loop ast.Stmt) *cfg.Block {
	for _, b := range g.Blocks {
		if (b.Kind == cfg.KindForBody || b.Kind == cfg.KindRangeBody) && b.Stmt == loop && b.Live {
			return b
		}
	}
	return nil
}

// Returns reports whether the body can end other than by a panic or the end of
// the process. A defer statement alone does not count as an end.
func (g *Graph) Returns() bool {
	for _, b := range g.Blocks {
		if b.Live && b.Return() != nil {
			return true
		}
	}
	return false
}

// Search explores the paths from a block, carrying a state. Every pair of block
// and state is visited once, so a search ends. A nil function lets the path go
// on with the same state.
type Search[S comparable] struct {
	Graph *Graph
	// Node passes a statement or expression; false ends the path.
	Node func(n ast.Node, s S) (S, bool)
	// Case enters the body of a case whose communication happened.
	Case func(c *ast.CommClause, s S) (S, bool)
	// Branch takes one side of a condition.
	Branch func(cond ast.Expr, taken bool, s S) (S, bool)
	// Enter comes to a block, before its nodes; false ends the path.
	Enter func(b *cfg.Block, s S) (S, bool)

	seen map[visit[S]]bool
}

type visit[S comparable] struct {
	block *cfg.Block
	state S
}

// From explores all paths from the beginning of b.
func (w *Search[S]) From(b *cfg.Block, s S) {
	w.seen = make(map[visit[S]]bool)
	work := []visit[S]{{b, s}}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if w.seen[v] {
			continue
		}
		w.seen[v] = true
		work = append(work, w.step(v.block, v.state)...)
	}
}

func (w *Search[S]) step(b *cfg.Block, s S) []visit[S] {
	ok := true
	if w.Enter != nil {
		if s, ok = w.Enter(b, s); !ok {
			return nil
		}
	}
	if b.Kind == cfg.KindSelectCaseBody && w.Case != nil {
		if s, ok = w.Case(b.Stmt.(*ast.CommClause), s); !ok {
			return nil
		}
	}
	for _, n := range b.Nodes {
		if w.Graph.IsComm(n) || w.Node == nil {
			continue
		}
		if s, ok = w.Node(n, s); !ok {
			return nil
		}
	}
	return w.leave(b, s)
}

func (w *Search[S]) leave(b *cfg.Block, s S) []visit[S] {
	cond := Cond(b)
	next := make([]visit[S], 0, len(b.Succs))
	for i, succ := range b.Succs {
		s := s
		if cond != nil && w.Branch != nil {
			var ok bool
			if s, ok = w.branch(cond, i == 0, s); !ok {
				continue
			}
		}
		next = append(next, visit[S]{succ, s})
	}
	return next
}

// branch splits conditions that are joined by && and || and turned by !, as
// far as one side alone follows from the outcome.
func (w *Search[S]) branch(cond ast.Expr, taken bool, s S) (S, bool) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return w.branch(e.X, !taken, s)
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND && taken || e.Op == token.LOR && !taken {
			s, ok := w.branch(e.X, taken, s)
			if !ok {
				return s, false
			}
			return w.branch(e.Y, taken, s)
		}
	}
	return w.Branch(cond, taken, s)
}

// Cond returns the condition on which b branches, or nil.
func Cond(b *cfg.Block) ast.Expr {
	if len(b.Succs) != 2 || len(b.Nodes) == 0 || b.Kind == cfg.KindRangeLoop {
		return nil
	}
	switch b.Succs[0].Kind {
	case cfg.KindIfThen, cfg.KindForBody, cfg.KindSwitchCaseBody:
	default:
		return nil
	}
	cond, _ := b.Nodes[len(b.Nodes)-1].(ast.Expr)
	return cond
}

// Every returns what holds on every path from the beginning of the body to a
// return: the bits that a node or a chosen case on the path adds. All hold
// where no path leads to a return.
func Every[Bits ~uint32](g *Graph, of func(n ast.Node) Bits) Bits {
	e := every[Bits]{g: g, of: of, at: make([]visited[Bits], len(g.Blocks)), out: ^Bits(0)}
	e.reach(g.Blocks[0], 0)
	for len(e.work) > 0 {
		b := e.work[len(e.work)-1]
		e.work = e.work[:len(e.work)-1]
		e.leave(b)
	}
	return e.out
}

type every[Bits ~uint32] struct {
	g    *Graph
	of   func(ast.Node) Bits
	at   []visited[Bits] // by block
	work []*cfg.Block
	out  Bits
}

type visited[Bits ~uint32] struct {
	in   Bits // what holds on all paths seen so far that lead to the block
	adds Bits // by its nodes
	seen bool
}

func (e *every[Bits]) reach(b *cfg.Block, bits Bits) {
	at := &e.at[b.Index]
	if at.seen {
		bits &= at.in
		if bits == at.in {
			return
		}
	} else {
		at.seen, at.adds = true, e.added(b)
	}
	at.in = bits
	e.work = append(e.work, b)
}

func (e *every[Bits]) leave(b *cfg.Block) {
	bits := e.at[b.Index].in | e.at[b.Index].adds
	if b.Return() != nil {
		e.out &= bits
	}
	for _, succ := range b.Succs {
		e.reach(succ, bits)
	}
}

func (e *every[Bits]) added(b *cfg.Block) Bits {
	var bits Bits
	if b.Kind == cfg.KindSelectCaseBody {
		bits |= e.of(b.Stmt)
	}
	for _, n := range b.Nodes {
		if !e.g.IsComm(n) {
			bits |= e.of(n)
		}
	}
	return bits
}
