// Package complaint63 polls without a wait.
package complaint63

import (
	"context"
	"log"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

type client struct {
	mu        sync.Mutex
	connected bool
	closed    atomic.Bool
	conn      *websocket.Conn
	points    []chan int
	seen      int
}

func (c *client) isConnected() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.connected
}

func (c *client) spinsWhileApart(msgs chan<- []byte) {
	for { // want `a turn of this loop can pass without any wait`
		if !c.isConnected() {
			continue
		}
		_, msg, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		msgs <- msg
	}
}

func (c *client) waitsForFlag() {
	for !c.closed.Load() { // want `this loop asks again and again without any wait`
	}
}

// Looking at a context is no wait.
func (c *client) contextIsNoPace(ctx context.Context) {
	for ctx.Err() == nil { // want `a turn of this loop can pass without any wait`
		if c.isConnected() {
			log.Print("connected")
		}
	}
}

func (c *client) emptyDefault(stop chan struct{}, tick *time.Ticker) {
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			log.Print("tick")
		default: // want `with nothing to receive this loop takes the default case again and again`
		}
	}
}

// A getter under a lock, a counter, a log line and a new goroutine do not wait.
func (c *client) busyDefault(stop chan struct{}) {
	for {
		select {
		case <-stop:
			return
		default: // want `with nothing to receive this loop takes the default case`
			if c.isConnected() {
				log.Print("still here")
			}
		}
	}
}

// Five thousand turns a second.
func (c *client) shortSleep(stop chan struct{}, msgs chan int) {
	for {
		select {
		case <-stop:
			return
		case m := <-msgs:
			log.Print(m)
		default: // want `with nothing to receive this loop takes the default case`
			time.Sleep(200 * time.Microsecond)
		}
	}
}

// Nothing waits while there is nothing to go over.
func (c *client) emptyRange(next chan<- int) {
	for { // want `while c.points is empty nothing in this loop waits`
		for i := range c.points {
			next <- i
		}
	}
}
