// Package sources: what something works on ends it.
package sources

import (
	"context"
	"net"
	"net/http"
)

// event is what a web framework hands to its handlers.
type event struct {
	http.ResponseWriter
	Request *http.Request
}

// peer holds its connection for life.
type peer struct {
	conn net.Conn
	out  chan []byte
}

func newPeer(c net.Conn) *peer {
	p := &peer{conn: c, out: make(chan []byte)}
	go p.write() // want "^go connection, stop input:p.out"
	return p
}

func (p *peer) write() {
	for b := range p.out { // want "^loop connection, stop input:p.out"
		p.conn.Write(b)
	}
}

// client dials again: it outlives its connections.
type client struct {
	conn net.Conn
	stop chan struct{}
}

// Start keeps the connection up.
func (c *client) Start() {
	go func() { // want "^go service, stop channel:c.stop"
		for { // want "^loop service, stop channel:c.stop"
			select {
			case <-c.stop:
				return
			default:
			}
			conn, err := net.Dial("tcp", "localhost:1")
			if err != nil {
				continue
			}
			c.conn = conn
		}
	}()
}

func onEvent(e *event) {
	go log(e.Request.URL.Path) // want "^go request, stop ends by itself"
}

func log(string) {}

// Scoped: the context ends with the function.
func Scoped(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() { // want "^go call, stop ctx"
		for { // want "^loop call, stop ctx"
			select {
			case <-ctx.Done():
				return
			}
		}
	}()
}
