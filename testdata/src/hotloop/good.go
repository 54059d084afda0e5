package hotloop

import (
	"context"
	"log"
	"time"
)

// docs:good
func (c *consumer) serveAll(ctx context.Context) error {
	for ctx.Err() == nil {
		conn, err := c.listener.Accept()
		if err != nil {
			log.Print(err)
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Second):
			}
			continue
		}
		go c.serve(conn)
	}
	return ctx.Err()
}

func (c *consumer) workAll() {
	for {
		select {
		case o, ok := <-c.orders:
			if !ok {
				return
			}
			c.work(o)
		}
	}
}

func (c *consumer) pollAll(ctx context.Context, poll func()) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			poll()
		}
	}
}

// docs:end
