package complaint10

import (
	"context"
	"database/sql"
)

type Node struct{ db *sql.DB }

// One report, where the context is dropped, and not one on each level.
func (n *Node) Run(ctx context.Context) error {
	for {
		if err := n.one(); err != nil {
			return err
		}
	}
}

func Start(ctx context.Context, n *Node) { go n.Run(ctx) }

func (n *Node) one() error   { return n.two() }
func (n *Node) two() error   { return n.three() }
func (n *Node) three() error { return n.four() }
func (n *Node) four() error  { return n.five() }
func (n *Node) five() error {
	return n.db.PingContext(context.Background()) // want `let \(\*Node\)\.five accept a context and pass it on \(\(\*Node\)\.Run -> \(\*Node\)\.one -> \(\*Node\)\.two -> \(\*Node\)\.three -> \(\*Node\)\.four -> \(\*Node\)\.five\)`
}
