// Package copied has stop flags that are copied under a lock.
package copied

import (
	"log"
	"net"
	"sync"
	"time"
)

type transport struct {
	mu       sync.RWMutex
	shutdown bool
	degraded bool
	ln       net.Listener
}

func (t *transport) Start() {
	go t.accept()
	go t.acceptDegraded()
}

func (t *transport) accept() {
	for {
		conn, err := t.ln.Accept()
		if err != nil {
			t.mu.RLock()
			isShuttingDown := t.shutdown
			t.mu.RUnlock()
			if isShuttingDown {
				break
			}
			log.Print(err)
			time.Sleep(time.Second)
			continue
		}
		go handle(conn)
	}
}

// acceptDegraded leaves on what is no stop.
func (t *transport) acceptDegraded() {
	for {
		conn, err := t.ln.Accept()
		if err != nil {
			log.Print(err)
			return // want `a failed t\.ln\.Accept ends \(\*transport\)\.acceptDegraded for good while the process stays healthy`
		}
		go handle(conn)
	}
}

func handle(conn net.Conn) { conn.Close() }
