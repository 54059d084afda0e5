package captiveloop

import (
	"context"
	"database/sql"
	"log"
	"time"
)

type Consumer struct {
	db   *sql.DB
	jobs chan string
}

func (c *Consumer) Start(ctx context.Context) { go c.run(ctx) }

// docs:bad
func (c *Consumer) run(ctx context.Context) {
	conn, err := c.db.Conn(ctx) // want `every turn of the loop in \(\*Consumer\)\.run works in the one pinned connection conn that was opened before it, so it stays taken as long as the service runs, and once it is broken every turn fails; open one in each turn, and end it there`
	if err != nil {
		log.Print(err)
		return
	}
	defer conn.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-c.jobs:
			if err := c.handle(ctx, conn, job); err != nil {
				log.Print(err)
			}
		}
	}
}

// docs:end

func (c *Consumer) handle(ctx context.Context, conn *sql.Conn, job string) error { return nil }

// Handed to the loop by go.
type Poller struct{ db *sql.DB }

func (p *Poller) Start(ctx context.Context) error {
	tx, err := p.db.BeginTx(ctx, nil) // want `every turn of the loop in \(\*Poller\)\.loop works in the one transaction tx`
	if err != nil {
		return err
	}
	go p.loop(tx)
	return nil
}

func (p *Poller) loop(tx *sql.Tx) {
	for {
		time.Sleep(time.Second)
		if _, err := tx.Exec("select 1"); err != nil {
			log.Print(err)
		}
	}
}

// A loop over a channel.
func (c *Consumer) StartDrain(ctx context.Context) error {
	tx, err := c.db.BeginTx(ctx, nil) // want `every turn of the loop in \(\*Consumer\)\.StartDrain works in the one transaction tx`
	if err != nil {
		return err
	}
	go func() {
		drain(c, tx)
	}()
	go func() {
		for job := range c.jobs {
			if _, err := tx.Exec(job); err != nil {
				log.Print(err)
			}
		}
	}()
	return nil
}

func drain(c *Consumer, tx *sql.Tx) {}
