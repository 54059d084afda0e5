package hotloop

import (
	"log"
	"net"
	"strings"
	"sync/atomic"
	"time"
)

type drained struct {
	queue  chan int
	ready  atomic.Bool
	parser func() bool
}

func (d *drained) stop() {
	for len(d.queue) > 0 { // want `this loop asks again and again without any wait`
	}
	close(d.queue)
}

func (d *drained) await() {
	for !d.ready.Load() { // want `this loop asks again and again without any wait`
	}
}

// It pauses.
func (d *drained) awaitPaced() {
	for !d.ready.Load() {
		time.Sleep(time.Millisecond)
	}
}

// The condition is the work.
func (d *drained) parse() {
	for d.parser() {
	}
}

// An error that is told apart by its text ends the loop; any other spins.
func (d *drained) acceptByText(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			if strings.Contains(err.Error(), "closed") {
				return
			}
			log.Print(err)
			continue // want `while l.Accept fails this loop spins`
		}
		conn.Close()
	}
}
