package limits

import (
	"context"
	"database/sql"
)

type consumer struct {
	db          *sql.DB
	concurrency int
	messages    chan string
	quit        chan struct{}
}

func (c *consumer) one(ctx context.Context, m string) {
	_, _ = c.db.ExecContext(ctx, "insert into messages values (?)", m)
}

// consume has a limit that can be turned off: who does so has decided on that.
func (c *consumer) consume(ctx context.Context) {
	pool := make(chan struct{}, c.concurrency)
	go func() {
		for range c.concurrency {
			pool <- struct{}{}
		}
	}()
	for {
		select {
		case m := <-c.messages:
			if c.concurrency > 0 {
				<-pool
			}
			go func() {
				c.one(ctx, m)
				if c.concurrency > 0 {
					pool <- struct{}{}
				}
			}()
		case <-c.quit:
			return
		}
	}
}

// consumeOrStop takes its slot in a select.
func (c *consumer) consumeOrStop(ctx context.Context) {
	slots := make(chan struct{}, c.concurrency)
	for m := range c.messages {
		if c.concurrency != 0 {
			select {
			case slots <- struct{}{}:
			case <-c.quit:
				return
			}
		}
		go func() {
			c.one(ctx, m)
			if c.concurrency != 0 {
				<-slots
			}
		}()
	}
}

// urgent takes a slot for some of the messages only.
func (c *consumer) urgent(ctx context.Context) {
	slots := make(chan struct{}, c.concurrency)
	for m := range c.messages {
		if len(m) > 100 {
			slots <- struct{}{}
		}
		go func() { // want `a goroutine for each message of c\.messages`
			c.one(ctx, m)
			<-slots
		}()
	}
}
