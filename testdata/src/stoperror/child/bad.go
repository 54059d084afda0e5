package child

import (
	"context"
	"errors"
	"net"
	"time"
)

type poller struct {
	dialer net.Dialer
	ctx    context.Context
}

func (p *poller) fetch(ctx context.Context) error {
	conn, err := p.dialer.DialContext(ctx, "tcp", "localhost:1")
	if err != nil {
		return err
	}
	return conn.Close()
}

// The timeout of a turn is compared with ==, in a switch, in a part of a
// condition.
func (p *poller) StartEqual(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			err := p.fetch(turn)
			cancel()
			if err == context.DeadlineExceeded { // want `a context.DeadlineExceeded out of p.fetch ends this loop`
				break
			}
			time.Sleep(time.Second)
		}
	}()
}

func (p *poller) StartSwitch(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			err := p.fetch(turn)
			cancel()
			switch err {
			case nil:
			case context.DeadlineExceeded: // want `a context.DeadlineExceeded out of p.fetch ends this loop`
				return
			}
			time.Sleep(time.Second)
		}
	}()
}

// A dial has timeouts of its own, which look the same.
func (p *poller) StartDial(ctx context.Context) {
	go p.dials(ctx)
}

func (p *poller) dials(ctx context.Context) {
	for {
		conn, err := p.dialer.DialContext(ctx, "tcp", "localhost:1")
		if err != nil {
			if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) { // want `a context.DeadlineExceeded out of p.dialer.DialContext ends this loop`
				return
			}
			time.Sleep(time.Second)
			continue
		}
		conn.Close()
	}
}

// A look at the context before the call says nothing about its error.
func (p *poller) StartLooksTooEarly() {
	go func() {
		for {
			if p.ctx.Err() != nil {
				return
			}
			turn, cancel := context.WithTimeout(p.ctx, time.Second)
			err := p.fetch(turn)
			cancel()
			if errors.Is(err, context.DeadlineExceeded) { // want `ends this loop while its own p.ctx may be alive; test p.ctx.Err\(\) != nil`
				return
			}
			time.Sleep(time.Second)
		}
	}()
}

// Of two comparisons the one that daily life brings about is named.
func (p *poller) StartTwo(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			err := p.fetch(turn)
			cancel()
			if err == context.Canceled || err == context.DeadlineExceeded { // want `a context.DeadlineExceeded out of p.fetch ends this loop`
				return
			}
			time.Sleep(time.Second)
		}
	}()
}
