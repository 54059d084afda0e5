package complaint63

import (
	"context"
	"log"
	"runtime"
	"sync/atomic"
	"time"
)

// The blocking read dominates.
func (c *client) reads(msgs chan<- []byte) {
	for {
		_, msg, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		if !c.isConnected() {
			continue
		}
		msgs <- msg
	}
}

func (c *client) pausesWhileApart() {
	for {
		if !c.isConnected() {
			time.Sleep(time.Second)
			continue
		}
		if _, _, err := c.conn.ReadMessage(); err != nil {
			return
		}
	}
}

// The look at ctx comes before a read that blocks.
func (c *client) looksFirst(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		if _, _, err := c.conn.ReadMessage(); err != nil {
			return err
		}
	}
}

// The default holds the select that blocks.
func nested(ctx context.Context, msgs chan int) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
			select {
			case m := <-msgs:
				log.Print(m)
			case <-time.After(time.Second):
			}
		}
	}
}

// What cannot be sent is dropped: the tick paces.
func drops(tick *time.Ticker, out chan int) {
	for range tick.C {
		select {
		case out <- 1:
		default:
		}
	}
}

func dropsInside(in <-chan int, out chan int) {
	for {
		v := <-in
		select {
		case out <- v:
		default:
		}
	}
}

// Takes what is there and ends.
func drain(in chan int) {
	for {
		select {
		case v := <-in:
			log.Print(v)
		default:
			return
		}
	}
}

func longEnough(stop chan struct{}, msgs chan int) {
	for {
		select {
		case <-stop:
			return
		case m := <-msgs:
			log.Print(m)
		default:
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// A fixed number of sends, each of which blocks.
func (c *client) constantRange(next chan<- int) {
	for {
		for i := range 4 {
			next <- i
		}
	}
}

func (c *client) arrayRange(next chan<- int, all [3]int) {
	for {
		for _, v := range all {
			next <- v
		}
	}
}

// Started only where there is something to go over.
func (c *client) guardedRange(next chan<- int) {
	for {
		for i := range c.points {
			next <- i
		}
	}
}

func (c *client) start(next chan<- int) {
	if len(c.points) > 0 {
		go c.guardedRange(next)
	}
}

// A spin lock, which -strict reports.
func (c *client) cools(count int64, now *atomic.Int64) {
	for count != now.Load() {
		runtime.Gosched()
	}
}

// The newest takes the place of one that was not taken.
func replaces(newest chan int, v int) {
	for {
		select {
		case newest <- v:
			return
		default:
			select {
			case <-newest:
			default:
			}
		}
	}
}

// One of the states it is in, and each of them waits.
func (c *client) states(ctx context.Context, wake chan int) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		switch c.seen {
		case 0:
			<-wake
		case 1:
			time.Sleep(time.Second)
		}
	}
}

// A search that ends with what it finds.
func (c *client) search(list []int) int {
	i := 0
	for {
		if list[i] == 0 {
			return i
		}
		i++
	}
}
