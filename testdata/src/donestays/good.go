package donestays

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"time"
)

// docs:good

func (p *poller) leaves(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			p.poll(0)
			return
		case <-tick.C:
			p.poll(1)
		}
	}
}

// docs:end

func (p *poller) labelled(ctx context.Context) {
loop:
	for {
		select {
		case <-ctx.Done():
			p.poll(0)
			break loop
		case j := <-p.jobs:
			p.poll(j)
		}
	}
	log.Print("done")
}

func (p *poller) jumps(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			p.poll(0)
			goto end
		case j := <-p.jobs:
			p.poll(j)
		}
	}
end:
	log.Print("done")
}

// the condition is looked at again
func (p *poller) condition(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
			p.poll(0)
		case j := <-p.jobs:
			p.poll(j)
		}
	}
}

func (p *poller) rechecked(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		p.poll(1)
	}
}

// the select at the head of the next turn leaves
func (p *poller) head(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		p.poll(1)
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

// work fails once ctx is done, and that ends the loop
func (p *poller) fails(ctx context.Context, work func(context.Context) error) error {
	for {
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
		if err := work(ctx); err != nil {
			return err
		}
	}
}

func (p *poller) flag(ctx context.Context) {
	stopping := false
	for !stopping {
		select {
		case <-ctx.Done():
			p.poll(0)
			stopping = true
		case j := <-p.jobs:
			p.poll(j)
		}
	}
}

// it takes what is left until its input is closed
func (p *poller) drains(ctx context.Context, in chan int) {
	done := ctx.Done()
	for {
		select {
		case <-done:
			p.poll(0)
			done = nil
		case j, ok := <-in:
			if !ok {
				return
			}
			p.poll(j)
		}
	}
}

// closing the connection makes the reader report the only way out
func (p *poller) reader(ctx context.Context, conn net.Conn, read chan error) error {
	for {
		select {
		case <-ctx.Done():
			p.poll(0)
			conn.Close()
		case err := <-read:
			if errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) {
				return nil
			}
			return err
		}
	}
}

func (p *poller) cancels(ctx context.Context, cancel func(), results chan error) error {
	for {
		select {
		case <-ctx.Done():
			p.poll(0)
			cancel()
		case err := <-results:
			return err
		}
	}
}

type request struct {
	ctx   context.Context
	reply chan int
}

// the context of one item is no stop of the loop
func (p *poller) items(ctx context.Context, requests chan request) {
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-requests:
			select {
			case r.reply <- p.last:
			case <-r.ctx.Done():
				p.poll(0)
			}
		}
	}
}

// the timeout of one turn is none either
func (p *poller) turns(ctx context.Context) {
	for {
		turn, cancel := context.WithTimeout(ctx, time.Second)
		select {
		case <-turn.Done():
			p.poll(0)
		case j := <-p.jobs:
			p.poll(j)
		}
		cancel()
		if ctx.Err() != nil {
			return
		}
	}
}

type waker struct {
	kick chan struct{}
	quit chan struct{}
}

func (w *waker) wake() {
	select {
	case w.kick <- struct{}{}:
	default:
	}
}

func (w *waker) Close() { close(w.quit) }

// a channel of empty structs that is sent on wakes the loop up
func (w *waker) run() {
	for {
		select {
		case <-w.kick:
			time.Sleep(time.Second)
			continue
		case <-w.quit:
			return
		}
	}
}

// a break for one item that is ignored is meant for the select
func (p *poller) ignores(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-p.jobs:
			if j == 0 {
				break
			}
			p.poll(j)
		}
	}
}

// an inner loop is left, and the outer one looks itself
func (p *poller) nested(ctx context.Context) {
	for ctx.Err() == nil {
	inner:
		for {
			select {
			case <-ctx.Done():
				break inner
			case j := <-p.jobs:
				p.poll(j)
			}
		}
	}
}
