package captivefield

import "context"

// processor commits blocks, and is no transaction: it is told which one.
type processor struct{ height int64 }

func (p *processor) Commit(ctx context.Context, height int64) error { p.height = height; return nil }

func (p *processor) Rollback(ctx context.Context, height int64) error { p.height = height; return nil }

// database has a transaction of its own, and is closed in the end.
type database struct{ open bool }

func (d *database) Commit(ctx context.Context) error   { return nil }
func (d *database) Rollback(ctx context.Context) error { return nil }
func (d *database) Close() error                       { d.open = false; return nil }

type engine struct {
	blocks *processor
	db     *database
}

func newEngine(blocks *processor, db *database) *engine { return &engine{blocks: blocks, db: db} }

type node struct {
	engine *engine
	db     *database
}

func newNode() *node {
	blocks, db := &processor{}, &database{open: true}
	n := &node{engine: newEngine(blocks, db), db: db}
	go n.run()
	return n
}

func (n *node) run() {
	for range make(chan int) {
		_ = n.engine.blocks.Commit(context.Background(), 1)
	}
}
