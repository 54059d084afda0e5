// Package fix has what can be mended by a suggested fix.
package fix

import (
	"context"
	"log"
	"net"
	"time"
)

type server struct {
	in   chan int
	wake chan struct{}
	n    int
}

func (s *server) close() {
	close(s.in)
	close(s.wake)
}

func (s *server) statement() {
	for {
		v := <-s.in // want `once s.in is closed`
		s.n += v
	}
}

func (s *server) signal() {
	for {
		<-s.wake // want `once s.wake is closed`
		s.n++
	}
}

func (s *server) inSelect(tick *time.Ticker) {
	for {
		select {
		case v := <-s.in: // want `once s.in is closed`
			s.n += v
		case <-tick.C:
			log.Print(s.n)
		}
	}
}

// More is done behind the loop: no fix.
func (s *server) notLast() {
loop:
	for {
		select {
		case v := <-s.in: // want `once s.in is closed`
			if v == 7 {
				break loop
			}
			s.n += v
		}
	}
	log.Print(s.n)
}

// There is an ok already: no fix.
func (s *server) named(ok bool) {
	for {
		v := <-s.in // want `once s.in is closed`
		if ok {
			s.n += v
		}
	}
}

func accepts(ctx context.Context, l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			log.Print(err)
			continue // want `while l.Accept fails this loop spins`
		}
		go conn.Close()
	}
}

func acceptsOrFails(ctx context.Context, l net.Listener) error {
	for ctx.Err() == nil {
		conn, err := l.Accept()
		if err != nil {
			continue // want `while l.Accept fails this loop spins`
		}
		go conn.Close()
	}
	return nil
}

// Nothing says when to stop the pause: no fix.
func withoutContext(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			continue // want `while l.Accept fails this loop spins`
		}
		go conn.Close()
	}
}

// Nobody knows what else to return: no fix.
func withResult(ctx context.Context, l net.Listener) (n int, err error) {
	for {
		conn, err := l.Accept()
		if err != nil {
			continue // want `while l.Accept fails this loop spins`
		}
		go conn.Close()
	}
}
