// Package complaint69: the consumer returns while its sibling goes on fetching,
// so that what that fetches is lost.
package complaint69

import (
	"context"
	"database/sql"
	"log"
	"time"
)

type consumer struct {
	db         *sql.DB
	deliveries chan string
}

func (c *consumer) Start(ctx context.Context) {
	go c.fetch(ctx)
	go c.consume()
}

func (c *consumer) fetch(ctx context.Context) {
	for {
		var body string
		if err := c.db.QueryRowContext(ctx, "delete from queue returning body").Scan(&body); err != nil {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
				continue
			}
		}
		c.deliveries <- body
	}
}

func (c *consumer) consume() {
	for body := range c.deliveries {
		if _, err := c.db.Exec("insert into done values (?)", body); err != nil {
			log.Print(err)
			return // want `a failed c\.db\.Exec ends \(\*consumer\)\.consume for good while the process stays healthy; log it and continue with the next item`
		}
	}
}
