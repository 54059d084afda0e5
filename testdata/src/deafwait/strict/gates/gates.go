// Package gates has a send that waits where its like gives up, and a wait at a gate.
package gates

import (
	"context"
	"sync"
)

type control struct{ action string }

type producer struct {
	mu      sync.Mutex
	control chan *control
	pending []int
	room    chan struct{}
}

func newProducer() *producer { return &producer{control: make(chan *control, 100)} }

func (p *producer) Start(ctx context.Context) {
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case c := <-p.control:
				_ = c
			}
		}
	}()
}

// Notify gives up when the producer is behind.
func (p *producer) Notify(c *control) {
	select {
	case p.control <- c:
	default:
	}
}

// Trigger does not.
func (p *producer) Trigger(c *control) {
	p.control <- c // want `this send on p\.control keeps its caller for as long as nobody receives, while another place that sends on it gives up; send in a select as that one does`
}

func (p *producer) try(n int) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.pending) > 1000 {
		return p.room
	}
	p.pending = append(p.pending, n)
	return nil
}

// Put waits at the gate, whatever becomes of its context.
func (p *producer) Put(ctx context.Context, n int) error {
	for {
		gate := p.try(n)
		if gate != nil {
			<-gate // want `this receive from gate waits for as long as nobody sends, and does not hear ctx\.Done\(\); put it into a select with that`
			continue
		}
		return nil
	}
}

func (p *producer) tryAll(n int) (int, <-chan struct{}) { return n, p.try(n) }

// PutAll takes the gate as a second result.
func (p *producer) PutAll(ctx context.Context, n int) error {
	for {
		var gate <-chan struct{}
		n, gate = p.tryAll(n)
		if gate != nil {
			<-gate // want `this receive from gate waits for as long as nobody sends, and does not hear ctx\.Done\(\)`
			continue
		}
		return nil
	}
}

// PutOrStop hears it.
func (p *producer) PutOrStop(ctx context.Context, n int) error {
	for {
		gate := p.try(n)
		if gate == nil {
			return nil
		}
		select {
		case <-gate:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

type plain struct{ work chan int }

func newPlain() *plain {
	p := &plain{work: make(chan int)}
	go func() {
		for n := range p.work {
			_ = n
		}
	}()
	return p
}

// Put waits for the worker, as all that send to it do.
func (p *plain) Put(n int) { p.work <- n }
