package complaint33

import (
	"context"
	"errors"
	"log"
	"sync"
	"time"
)

func (h *hub) checksOk() {
	for {
		select {
		case e, ok := <-h.events:
			if !ok {
				return
			}
			handle(e)
		}
	}
}

// Setting the channel to nil takes the case out of the select.
func (h *hub) setsNil(tick *time.Ticker) {
	for {
		select {
		case e, ok := <-h.events:
			if !ok {
				h.events = nil
				continue
			}
			handle(e)
		case <-tick.C:
		}
	}
}

func setsNilWithoutOk(stop <-chan struct{}, in <-chan event) {
	for {
		select {
		case <-stop:
			stop = nil
		case e := <-in:
			handle(e)
		}
	}
}

func startSetsNil() {
	stop := make(chan struct{})
	go setsNilWithoutOk(stop, nil)
	close(stop)
}

func (h *hub) neverClosed() {
	for {
		select {
		case e := <-h.never:
			handle(e)
		}
	}
}

func (h *hub) zeroLeaves() {
	for {
		select {
		case p := <-h.ptrs:
			if p == nil {
				return
			}
			handle(*p)
		}
	}
}

func (h *hub) zeroLeavesElse() {
	for {
		p := <-h.ptrs
		if p != nil {
			handle(*p)
		} else {
			return
		}
	}
}

func (h *hub) emptyLeaves() {
	for {
		select {
		case name := <-h.names:
			if len(name) == 0 {
				return
			}
			log.Print(name)
		}
	}
}

func (h *hub) falseLeaves() {
	for {
		select {
		case on := <-h.flags:
			if !on {
				return
			}
		}
	}
}

// Any value ends the loop, so the end of the channel does, too.
func (h *hub) anyLeaves(tick *time.Ticker) error {
	for {
		select {
		case err := <-h.errs:
			return err
		case <-tick.C:
			h.n++
		}
	}
}

// The loop looks after the select whether to go on.
func (h *hub) leavesAfter(ctx context.Context, tick *time.Ticker) {
	for {
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
		if ctx.Err() != nil {
			return
		}
		h.n++
	}
}

func (h *hub) condition(ctx context.Context, tick *time.Ticker) {
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-tick.C:
			h.n++
		}
	}
}

// The next turn looks at ctx first.
func (h *hub) looksFirst(ctx context.Context, tick *time.Ticker) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
			h.n++
		}
	}
}

func (h *hub) asksFirst(ctx context.Context, tick *time.Ticker) {
	for {
		if ctx.Err() != nil {
			return
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
			h.n++
		}
	}
}

// limiter is implemented elsewhere: it sends, and closes nothing.
type limiter interface{ C() <-chan struct{} }

func (h *hub) limits(l limiter) {
	for {
		select {
		case <-l.C():
			h.n++
		}
	}
}

func (h *hub) switchesOnCause(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			switch ctx.Err() {
			case context.DeadlineExceeded:
				return errors.New("too late")
			case context.Canceled:
				return errors.New("stopped")
			}
		case e := <-h.never:
			handle(e)
		}
	}
}

type gate struct {
	kick chan struct{}
	fch  chan struct{}
	n    int
}

// Who waits is woken, and the next one gets another channel.
func (g *gate) open() {
	close(g.kick)
	g.kick = nil
}

func (g *gate) kicks() chan struct{} { return g.kick }

func (g *gate) direct(tick *time.Ticker) {
	for {
		select {
		case <-g.kick:
			g.n++
		case <-tick.C:
		}
	}
}

func (g *gate) anew(tick *time.Ticker) {
	for {
		kick := g.kicks()
		select {
		case <-kick:
			g.n++
		case <-tick.C:
		}
	}
}

// What a method closes that runs when the loop is over.
func (g *gate) flush(fch chan struct{}) {
	defer g.clear()
	for {
		select {
		case <-fch:
			g.n++
		}
	}
}

func (g *gate) clear() { close(g.fch) }

func (g *gate) start() { go g.flush(g.fch) }

// The receiver itself closes the channel, on its way out.
func own(stop <-chan struct{}) {
	ch := make(chan event)
	defer close(ch)
	for {
		select {
		case e := <-ch:
			handle(e)
		case <-stop:
			return
		}
	}
}

func ownDeferred(stop <-chan struct{}) {
	ch := make(chan event)
	defer func() { close(ch) }()
	for {
		select {
		case e := <-ch:
			handle(e)
		case <-stop:
			return
		}
	}
}

// Behind the receive there is a pause.
func (h *hub) paced() {
	for {
		select {
		case e := <-h.events:
			handle(e)
			time.Sleep(time.Second)
		}
	}
}

// A new channel takes the place of the one that ended.
func (h *hub) renews() {
	for {
		select {
		case e := <-h.events:
			handle(e)
			h.renew()
		}
	}
}

func (h *hub) renew() { h.events = make(chan event) }

func (h *hub) renewedContext(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			ctx = context.Background()
		case e := <-h.never:
			handle(e)
		}
	}
}

func (h *hub) breaksTheLoop(ctx context.Context) {
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		case e := <-h.never:
			handle(e)
		}
	}
}

func (h *hub) ranges() {
	for e := range h.events {
		handle(e)
	}
}

func typedLeaves(h *hub) {
	for {
		select {
		case v := <-h.anys:
			switch v := v.(type) {
			case event:
				handle(v)
			default:
				return
			}
		}
	}
}

func errorLeaves(h *hub) error {
	for {
		err := <-h.errs
		if err == nil {
			return nil
		}
		if !errors.Is(err, context.Canceled) {
			log.Print(err)
		}
	}
}

// The context ends what it guards; the wait for that is a wait.
func waitsForOthers(ctx context.Context, wg *sync.WaitGroup, in <-chan event) {
	for {
		select {
		case <-ctx.Done():
			wg.Wait()
		case e := <-in:
			handle(e)
		}
	}
}
