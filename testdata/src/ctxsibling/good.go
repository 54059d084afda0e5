package ctxsibling

import (
	"context"
	"database/sql"
	"time"
)

type GoodPrices struct{ Prices }

// docs:good
func (p *GoodPrices) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			p.load(ctx)
		}
	}
}

func (p *GoodPrices) load(ctx context.Context) error {
	rows, err := p.db.QueryContext(ctx, "select name, price from goods")
	if err != nil {
		return err
	}
	return p.send(rows)
}

// docs:end

func (p *GoodPrices) again(db *sql.DB) error { return db.Ping() }
