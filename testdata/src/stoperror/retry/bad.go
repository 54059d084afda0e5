package retry

import (
	"context"
	"log"
	"net"
	"time"
)

type client struct {
	dialer net.Dialer
	ctx    context.Context
}

func (c *client) connect(ctx context.Context) error {
	conn, err := c.dialer.DialContext(ctx, "tcp", "localhost:1")
	if err != nil {
		return err
	}
	return conn.Close()
}

// Success is the only way out.
func (c *client) UntilConnected(ctx context.Context) {
	for {
		err := c.connect(ctx) // want `the loop tries c.connect again for ever once ctx is done, although it can only fail from then on; leave the loop when ctx.Err\(\) != nil`
		if err == nil {
			return
		}
		log.Printf("connect: %v", err)
		time.Sleep(time.Second)
	}
}

// A service that hands its context to every call and never looks at it.
func (c *client) Start() {
	go func() {
		for {
			if err := c.connect(c.ctx); err != nil { // want `tries c.connect again for ever once c.ctx is done`
				log.Printf("connect: %v", err)
			}
			time.Sleep(time.Second)
		}
	}()
}

// The pause ends early when ctx is done, which only makes it faster.
func (c *client) Run(ctx context.Context) error {
	for {
		if err := c.connect(ctx); err != nil { // want `tries c.connect again for ever once ctx is done`
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
			continue
		}
		if err := c.connect(ctx); err != nil {
			log.Printf("again: %v", err)
		}
	}
}
