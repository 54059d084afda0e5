package scopeleak

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"time"
)

type Poller struct{ db *sql.DB }

// docs:bad
func (p *Poller) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		conn, err := p.db.Conn(ctx)
		if err != nil {
			log.Print(err)
			time.Sleep(time.Second)
			continue
		}
		defer conn.Close() // want `the deferred conn\.Close runs when \(\*Poller\)\.Run returns and not at the end of a turn, so every turn of this loop piles up another; do the turn in a func of its own that defers it`
		p.poll(ctx, conn)
	}
	return ctx.Err()
}

func (p *Poller) transfer(ctx context.Context, from, to string) error {
	tx, err := p.db.BeginTx(ctx, nil) // want `the transaction of p\.db\.BeginTx is not ended on every path and keeps a connection of the pool; defer tx\.Rollback\(\) right after the check of its error`
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "update accounts set ..."); err != nil {
		return err
	}
	return tx.Commit()
}

// docs:end

func (p *Poller) poll(ctx context.Context, conn *sql.Conn) {}

func (p *Poller) stock(ctx context.Context) ([]string, error) {
	rows, err := p.db.QueryContext(ctx, "select sku from stock") // want "the result set of p.db.QueryContext is not ended on every path and keeps a connection of the pool"
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Close()
}

func (p *Poller) drop(ctx context.Context) error {
	_, err := p.db.QueryContext(ctx, "update stock set n = 0") // want "the result set of p.db.QueryContext is dropped, so nothing can end it"
	return err
}

func (p *Poller) never(ctx context.Context) error {
	conn, err := p.db.Conn(ctx) // want "the pinned connection of p.db.Conn is never ended"
	if err != nil {
		return err
	}
	return conn.PingContext(ctx)
}

// A helper of this package that hands out what it has opened.
func (p *Poller) begin(ctx context.Context) (*sql.Tx, error) {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return tx, nil
}

func (p *Poller) viaHelper(ctx context.Context) error {
	tx, err := p.begin(ctx) // want "the transaction of p.begin is not ended on every path"
	if err != nil {
		return err
	}
	if p.db == nil {
		return errors.New("closed")
	}
	return tx.Rollback()
}

func (p *Poller) turns(ctx context.Context, ids []string) {
	for _, id := range ids {
		conn, err := p.db.Conn(ctx) // want "the pinned connection of p.db.Conn is still open when the next turn opens another and keeps a connection of the pool; call conn.Close\\(\\) before each of the ways on, or work in a func per turn that defers it"
		if err != nil {
			continue
		}
		if id == "" {
			continue
		}
		p.poll(ctx, conn)
		conn.Close()
	}
}

func (p *Poller) overtaken(ctx context.Context) error {
	conn, err := p.db.Conn(ctx) // want "is still open when the next one takes its variable"
	if err != nil {
		return err
	}
	if conn.PingContext(ctx) != nil {
		conn, err = p.db.Conn(ctx)
		if err != nil {
			return err
		}
	}
	defer conn.Close()
	p.poll(ctx, conn)
	return nil
}

func (p *Poller) cancels(ctx context.Context, stop bool) {
	ctx, cancel := context.WithCancel(ctx) // want "the context of context.WithCancel is not ended on every path"
	if stop {
		return
	}
	p.poll(ctx, nil)
	cancel()
}

type stopper struct{ cancel context.CancelFunc }

func (s *stopper) start(ctx context.Context) {
	_, s.cancel = context.WithCancel(ctx) // want "the context of context.WithCancel is thrown away, so its cancel function stops nothing"
	go work(ctx)
}

func local(ctx context.Context) {
	_, cancel := context.WithCancel(ctx) // want "the context of context.WithCancel is thrown away"
	defer cancel()
	work(ctx)
}

func work(ctx context.Context) {}
