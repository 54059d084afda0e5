package deafwait

import "context"

// The sender is stopped, and waited for, before its receiver is.

type sender struct {
	out  chan<- event
	in   chan event
	done chan struct{}
	quit chan struct{}
}

func (s *sender) stop() {
	close(s.quit)
	<-s.done
}

func (s *sender) run(ctx context.Context) {
	defer close(s.done)
	for {
		select {
		case <-s.quit:
			return
		case e := <-s.in:
			s.out <- e
		}
	}
}

type receiver struct {
	in   <-chan event
	quit chan struct{}
}

func (r *receiver) stop() { close(r.quit) }

func (r *receiver) run() {
	for {
		select {
		case <-r.quit:
			return
		case <-r.in:
		}
	}
}

type pair struct {
	s *sender
	r *receiver
}

func startPair(ctx context.Context) *pair {
	events := make(chan event)
	p := &pair{s: &sender{out: events, in: make(chan event), done: make(chan struct{}), quit: make(chan struct{})}, r: &receiver{in: events, quit: make(chan struct{})}}
	go p.s.run(ctx)
	go p.r.run()
	return p
}

func (p *pair) Stop() {
	p.s.stop()
	p.r.stop()
}

// A pool that shrinks: each worker leaves on what it is sent.
type pool struct {
	shrink chan int
	work   chan event
}

func (p *pool) resize(ctx context.Context, n int) {
	for range n {
		p.shrink <- 1
	}
}

func (p *pool) worker() {
	for {
		select {
		case <-p.work:
		case <-p.shrink:
			return
		}
	}
}
