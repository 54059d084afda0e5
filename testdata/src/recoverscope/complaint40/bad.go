// Package complaint40: a recover around the accept or tick loop, which is dead
// after the first panic.
package complaint40

import (
	"context"
	"log"
	"net"
	"strings"
	"sync"
	"time"
)

type Poller struct {
	check func(time.Time) error
	seen  chan string
	done  chan struct{}
	wg    sync.WaitGroup
}

func NewPoller(check func(time.Time) error) *Poller { return &Poller{check: check} }

// A literal in Start.
func (p *Poller) Start(ctx context.Context) {
	go func() {
		defer func() { // want "this recover is around the loop of this goroutine, not in it"
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		tick := time.NewTicker(time.Minute)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case now := <-tick.C:
				_ = p.check(now)
			}
		}
	}()
}

// The recover is in the body, the loop two calls below.
func (p *Poller) StartDeep(ctx context.Context) {
	go p.guarded(ctx)
}

func (p *Poller) guarded(ctx context.Context) {
	defer logPanic() // want "this recover is around the loop of \\(\\*Poller\\)\\.loop"
	p.prepare(ctx)
}

func (p *Poller) prepare(ctx context.Context) { p.loop(ctx) }

func (p *Poller) loop(ctx context.Context) {
	for ctx.Err() == nil {
		_ = p.check(time.Now())
		time.Sleep(time.Second)
	}
}

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

// wg.Done and the close that only Stop waits for tell nobody.
func (p *Poller) StartWorkers(ctx context.Context, n int) {
	for range n {
		p.wg.Add(1)
		go p.worker(ctx)
	}
}

func (p *Poller) worker(ctx context.Context) {
	defer p.wg.Done()
	defer close(p.done)
	defer logPanic() // want "around the loop of \\(\\*Poller\\)\\.worker"
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			_ = p.check(time.Now())
		}
	}
}

func (p *Poller) Stop() {
	<-p.done
	p.wg.Wait()
}

// The spawner recovers, and the loop runs below it.
func safeGo(fn func()) {
	go func() {
		defer logPanic()
		fn()
	}()
}

func (p *Poller) StartSafely(ctx context.Context, lines chan string) {
	safeGo(func() { // want "around the loop of this goroutine"
		for line := range lines {
			p.seen <- strings.Split(line, ",")[2]
		}
	})
}

// The error that the recover makes is logged, and that is all.
func (p *Poller) StartLogged(ctx context.Context) {
	go func() {
		if err := p.serve(ctx); err != nil {
			log.Print(err)
		}
	}()
}

func (p *Poller) serve(ctx context.Context) (err error) {
	defer func() { // want "around the loop of \\(\\*Poller\\)\\.serve"
		if r := recover(); r != nil {
			err = ctx.Err()
		}
	}()
	for ctx.Err() == nil {
		_ = p.check(time.Now())
		time.Sleep(time.Second)
	}
	return nil
}

// An accept loop.
func Serve(ln net.Listener, onConn func(net.Conn)) {
	go func() {
		defer logPanic() // want "around the loop of this goroutine"
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			onConn(conn)
		}
	}()
}
