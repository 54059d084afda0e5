// Package spans hands contexts to what only takes values from them.
package spans

import (
	"context"
	"database/sql"
	"time"

	"github.com/bgvet/bgvet/testdata/src/ctxdropped/spans/model"
)

func Run(ctx context.Context, db *sql.DB) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			_ = model.Validate(context.Background(), db)
			_ = traced(context.Background(), db)
			_ = model.Load(context.Background(), db) // want `model\.Load runs under context\.Background\(\).*pass ctx`
			_ = model.Ask(context.Background(), db)  // want `model\.Ask runs under context\.Background\(\).*pass ctx`
			_ = asked(context.Background(), db)      // want `asked runs under context\.Background\(\).*pass ctx`
		}
	}
}

func traced(ctx context.Context, db *sql.DB) error {
	if name, ok := ctx.Value("name").(string); ok {
		println(name)
	}
	return db.Ping()
}

func asked(ctx context.Context, db *sql.DB) error {
	if name, ok := ctx.Value("name").(string); ok {
		println(name)
	}
	return db.PingContext(ctx)
}

// What is given a context and never looks at it would hear one when it is mended.
func RunDeaf(ctx context.Context, db *sql.DB) {
	for ctx.Err() == nil {
		_ = deaf(context.Background(), db) // want `deaf runs under context\.Background\(\).*pass ctx`
	}
}

func deaf(ctx context.Context, db *sql.DB) error { return db.Ping() }
