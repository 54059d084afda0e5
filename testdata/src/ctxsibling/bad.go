package ctxsibling

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type Prices struct {
	db     *sql.DB
	client *http.Client
}

// docs:bad
func (p *Prices) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			p.load(ctx)
		}
	}
}

func (p *Prices) load(ctx context.Context) error {
	rows, err := p.db.Query("select name, price from goods") // want `p\.db\.Query cannot hear ctx, so it goes on when that is done, and a stop waits for it; use QueryContext\(ctx, \.\.\.\)`
	if err != nil {
		return err
	}
	return p.send(rows)
}

// docs:end

func (p *Prices) send(rows *sql.Rows) error { return rows.Close() }
