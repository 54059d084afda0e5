// Package pace tries again after errors: with a pause, and without.
package pace

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"math/rand"
	"net"
	"os"
	"runtime"
	"time"

	"golang.org/x/time/rate"
)

type poller struct {
	db       *sql.DB
	listener net.Listener
	limiter  *rate.Limiter
	closed   bool
	delay    time.Duration
}

func (p *poller) load(ctx context.Context) (int, error) {
	var n int
	err := p.db.QueryRowContext(ctx, "select count(*) from jobs").Scan(&n)
	return n, err
}

func (p *poller) connects(ctx context.Context) {
	for {
		conn, err := net.Dial("tcp", "queue:5672")
		if err != nil {
			log.Print(err)
			continue // want `while net.Dial fails this loop spins`
		}
		p.read(ctx, conn)
	}
}

func (p *poller) read(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	<-ctx.Done()
}

// The failed call falls through to the head.
func (p *poller) fallsThrough(ctx context.Context) {
	for ctx.Err() == nil {
		if err := p.db.PingContext(ctx); err != nil { // want `while p.db.PingContext fails this loop spins`
			log.Print(err)
		}
	}
}

// Yielding is no pause.
func (p *poller) accepts() error {
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			if te, ok := err.(interface{ Temporary() bool }); ok && te.Temporary() {
				log.Print(err)
				runtime.Gosched()
				continue // want `while p.listener.Accept fails this loop spins`
			}
			return err
		}
		go conn.Close()
	}
}

// One branch waits, the other does not.
func (p *poller) perPath(ctx context.Context) {
	for {
		conn, err := net.Dial("tcp", "queue:5672")
		if err != nil {
			if p.closed {
				return
			}
			if conn == nil {
				continue // want `while net.Dial fails this loop spins`
			}
			time.Sleep(time.Second)
			continue
		}
		p.read(ctx, conn)
	}
}

func (p *poller) sleeps(ctx context.Context) {
	for {
		if _, err := p.load(ctx); err != nil {
			log.Print(err)
			time.Sleep(time.Second)
			continue
		}
		<-ctx.Done()
	}
}

func (p *poller) sleepsAtTheTop(ctx context.Context) {
	for ctx.Err() == nil {
		time.Sleep(p.delay)
		if _, err := p.load(ctx); err != nil {
			continue
		}
	}
}

// The first delay is zero, the next is not.
func (p *poller) growingDelay(ctx context.Context) {
	var delay time.Duration
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(delay):
		}
		if _, err := p.load(ctx); err != nil {
			delay = min(2*delay+time.Second, time.Minute)
			continue
		}
		delay = time.Second
	}
}

func (p *poller) backoff(n int) time.Duration {
	return time.Duration(rand.Intn(n+1)) * time.Second
}

// pause is slept in a helper of a helper.
func (p *poller) pause(n int) { sleep(p.backoff(n)) }

func sleep(d time.Duration) { time.Sleep(d) }

func (p *poller) jitters(ctx context.Context) {
	for n := 0; ; n++ {
		if _, err := p.load(ctx); err != nil {
			p.pause(n)
			continue
		}
		<-ctx.Done()
	}
}

func (p *poller) limited(ctx context.Context) {
	for {
		if err := p.limiter.Wait(ctx); err != nil {
			return
		}
		if _, err := p.load(ctx); err != nil {
			continue
		}
	}
}

func (p *poller) ticks(ctx context.Context, tick *time.Ticker) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := p.load(ctx); err != nil {
				log.Print(err)
				continue
			}
		}
	}
}

func (p *poller) bounded(ctx context.Context) error {
	tries := 0
	for {
		if _, err := p.load(ctx); err != nil {
			tries++
			if tries > 3 {
				return err
			}
			continue
		}
		return nil
	}
}

func (p *poller) boundedFor(ctx context.Context) {
	for range 3 {
		if _, err := p.load(ctx); err != nil {
			continue
		}
		return
	}
}

// A deadline that passed was the wait.
func (p *poller) timeouts(conn net.Conn, buf []byte) error {
	for {
		n, err := conn.Read(buf)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			continue
		}
		if err != nil {
			return err
		}
		log.Print(n)
	}
}

func (p *poller) netTimeouts(conn net.Conn, buf []byte) error {
	for {
		_, err := conn.Read(buf)
		if err != nil {
			if ne, ok := err.(net.Error); ok && ne.Timeout() {
				continue
			}
			return err
		}
	}
}

// The sender of out is paced by who takes from it.
func (p *poller) sends(ctx context.Context, out chan<- error) {
	for {
		if _, err := p.load(ctx); err != nil {
			out <- err
			continue
		}
		<-ctx.Done()
	}
}

// The first try again is at once, and tests want no pause.
func (p *poller) sleepsUnless(ctx context.Context) {
	for n := 0; ; n++ {
		if _, err := p.load(ctx); err != nil {
			if n > 0 && !p.closed {
				time.Sleep(p.delay)
			}
			continue
		}
		<-ctx.Done()
	}
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func (p *poller) waitsUnless(ctx context.Context) {
	for {
		if _, err := p.load(ctx); err != nil {
			if errors.Is(err, context.Canceled) {
				break
			}
			log.Print(err)
			if !p.closed {
				wait(ctx, p.delay)
			}
		}
	}
}

// Both tests ask for the same error.
func (p *poller) testedTwice(conn net.Conn, buf []byte) {
	for {
		n, err := conn.Read(buf)
		if err == nil {
			log.Print(n)
		}
		if err != nil {
			break
		}
	}
}

// The accept loop of net/http.
func (p *poller) acceptsLikeHTTP() error {
	var delay time.Duration
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			if ne, ok := err.(net.Error); ok && ne.Temporary() {
				delay = min(max(2*delay, 5*time.Millisecond), time.Second)
				time.Sleep(delay)
				continue
			}
			return err
		}
		delay = 0
		go conn.Close()
	}
}

// The error is returned.
func (p *poller) gives(ctx context.Context) error {
	for {
		if err := p.db.PingContext(ctx); err != nil {
			return err
		}
		<-ctx.Done()
	}
}
