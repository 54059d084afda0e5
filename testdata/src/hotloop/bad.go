package hotloop

import (
	"context"
	"log"
	"net"
)

type order struct{ id string }

type consumer struct {
	listener net.Listener
	orders   chan order
	work     func(order)
}

func (c *consumer) Close() { close(c.orders) }

func (c *consumer) serve(conn net.Conn) { conn.Close() }

// docs:bad
func (c *consumer) Serve(ctx context.Context) error {
	for ctx.Err() == nil {
		conn, err := c.listener.Accept()
		if err != nil {
			log.Print(err)
			continue // want `while c\.listener\.Accept fails this loop spins: it tries again at once, keeps a CPU busy and floods the log; pause before the next try, and stop the pause when the service stops`
		}
		go c.serve(conn)
	}
	return ctx.Err()
}

func (c *consumer) Work() {
	for {
		select {
		case o := <-c.orders: // want `once c\.orders is closed this receive is always ready and the loop spins on zero values; receive with v, ok := <-c\.orders and leave the loop when ok is false`
			c.work(o)
		}
	}
}

func (c *consumer) Poll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		default: // want `with nothing to receive this loop takes the default case again and again and keeps a CPU busy; drop the default so that the select blocks, or wait for a ticker in it`
		}
	}
}

// docs:end
