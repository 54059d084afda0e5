package deafwait

import (
	"context"
	"errors"
	"sync"
	"time"
)

type calm struct {
	ctx   context.Context
	quit  chan struct{}
	done  chan struct{}
	in    chan event
	out   chan event
	log   chan event
	ready bool
	gone  bool
	mu    sync.Mutex
	cond  *sync.Cond
	every time.Duration
}

func newCalm(ctx context.Context) *calm {
	c := &calm{ctx: ctx, quit: make(chan struct{}), done: make(chan struct{}), in: make(chan event), out: make(chan event), log: make(chan event)}
	go c.poll(ctx)
	go c.short(ctx)
	go c.headed(ctx)
	go c.pump(ctx)
	go c.persist()
	go c.logging(ctx)
	go c.closed(ctx)
	go c.drained(ctx)
	return c
}

// Close stops and waits: bare waits are its business.
func (c *calm) Close() {
	close(c.quit)
	close(c.in)
	time.Sleep(time.Second)
	<-c.done
}

func (c *calm) fetch() error { return nil }

// docs:good

func (c *calm) poll(ctx context.Context) {
	for ctx.Err() == nil {
		if err := c.fetch(); err != nil {
			select {
			case <-ctx.Done():
				return
			case <-time.After(30 * time.Second):
			}
		}
	}
}

func (c *calm) pump(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-c.in:
			select {
			case c.out <- e:
			case <-ctx.Done():
				return
			}
		}
	}
}

// docs:end

// a wait that nobody notices
func (c *calm) short(ctx context.Context) {
	for ctx.Err() == nil {
		c.fetch()
		time.Sleep(50 * time.Millisecond)
	}
}

// the stop is heard at the head of the loop, a second later at most
func (c *calm) headed(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		c.fetch()
		time.Sleep(500 * time.Millisecond)
	}
}

// a few tries, a second at most between them
func (c *calm) tries(ctx context.Context) error {
	var err error
	for range 3 {
		if err = c.fetch(); err == nil {
			return nil
		}
		time.Sleep(200 * time.Millisecond)
	}
	return err
}

// persist receives until the channel is closed, so that nobody waits for it
func (c *calm) persist() {
	for range c.log {
		c.fetch()
	}
}

func (c *calm) logging(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-c.in:
			c.log <- e
		}
	}
}

// Close closes the channel, and the loop says so
func (c *calm) closed(ctx context.Context) {
	for {
		e, ok := <-c.in
		if !ok {
			return
		}
		_ = e
	}
}

// what comes after the stop may wait
func (c *calm) drained(ctx context.Context) {
	defer close(c.done)
	<-ctx.Done()
	time.Sleep(5 * time.Second)
}

func (c *calm) flushed(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			time.Sleep(5 * time.Second)
			c.log <- event{}
			return
		case <-c.in:
		}
	}
}

// there is room for what the goroutine sends
func (c *calm) room(ctx context.Context) int {
	done := make(chan int, 1)
	go func() { done <- work() }()
	select {
	case <-ctx.Done():
		return 0
	case n := <-done:
		return n
	}
}

// a timer that was stopped too late has fired
func (c *calm) stopTimer(ctx context.Context, t *time.Timer) {
	if !t.Stop() {
		<-t.C
	}
	c.poll(ctx)
}

// each goroutine sends once, and the function receives as often
func (c *calm) gather(ctx context.Context, items []int) (sum int) {
	results := make(chan int)
	for range items {
		go func() { results <- work() }()
	}
	for range items {
		sum += <-results
	}
	return sum
}

// every path closes
func (c *calm) joined(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if c.fetch() != nil {
			return
		}
		c.poll(ctx)
	}()
	<-done
}

// the stop wakes it, and the condition looks at it
func (c *calm) wait(ctx context.Context) {
	defer context.AfterFunc(ctx, func() { c.cond.Broadcast() })()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !c.ready {
		c.cond.Wait()
	}
}

func (c *calm) waitTwice(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for !c.ready && !c.gone {
		c.cond.Wait()
	}
}

// a wait that is on the stop signal itself
func (c *calm) until(ctx context.Context) {
	<-c.quit
}

// a semaphore: whoever has a place hears the stop
func (c *calm) limited(ctx context.Context) {
	places := make(chan struct{}, 3)
	for e := range c.in {
		places <- struct{}{}
		go func() {
			defer func() { <-places }()
			_ = e
			c.pump(ctx)
		}()
	}
}

// nothing to hear
func alone() {
	for {
		time.Sleep(time.Minute)
	}
}

// the timer has fired before it is waited for
func (c *calm) spent(ctx context.Context) {
	t := time.NewTimer(0)
	<-t.C
	c.poll(ctx)
	var other = time.NewTimer(0)
	<-other.C
	c.poll(ctx)
}

// the loop does not leave before it has the answer
func (c *calm) fetched(ctx context.Context) int {
	answer := make(chan int)
	go func() { answer <- work() }()
	for {
		select {
		case n := <-answer:
			return n
		case <-c.in:
			c.fetch()
		}
	}
}

// a pause that begins short, in a loop that hears the stop
func (c *calm) grows(ctx context.Context) {
	pause := time.Millisecond
	for ctx.Err() == nil {
		c.fetch()
		time.Sleep(pause)
		pause *= 2
	}
}

// there is room for what is sent before the loop is left
func (c *calm) last(ctx context.Context) chan error {
	done := make(chan error, 1)
	go func() {
		for {
			select {
			case <-c.in:
			case <-time.After(time.Minute):
				done <- c.fetch()
				return
			}
		}
	}()
	return done
}

// the loop is only for what is tried again; each answer leaves it
func (c *calm) handshake(ctx context.Context) error {
	answer := make(chan error, 1)
	go func() {
		for {
			if err := c.fetch(); err != nil {
				answer <- err
				return
			}
			if c.ready {
				continue
			}
			answer <- nil
			return
		}
	}()
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// a channel that Close closes is no stop signal when it carries data
type carrier struct{ data chan int }

func (c *carrier) Close() { close(c.data) }

func startCarrier(c *carrier) {
	go func() {
		for i := 0; ; i++ {
			work()
			time.Sleep(time.Minute)
		}
	}()
	go func() {
		for n := range c.data {
			_ = n
			work()
		}
	}()
}

// the signal is looked at through a variable, or the source says that it ended
func (c *calm) looks(ctx context.Context) error {
	for {
		if c.fetch() == nil {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}

func (c *calm) ended(ctx context.Context) {
	for {
		if err := c.fetch(); err != nil {
			if errors.Is(err, context.Canceled) {
				return
			}
			time.Sleep(time.Second)
		}
	}
}

// what stands in for a service in tests may sleep
type fakeService struct{ pause time.Duration }

func (f *fakeService) Run(ctx context.Context) {
	time.Sleep(f.pause)
}

// a value for each of the two who may send, and they do so once
type session struct{ closing chan error }

func newSession() *session { return &session{closing: make(chan error, 2)} }

func (s *session) serve(ctx context.Context, c *calm) error {
	go func() {
		for {
			if err := c.fetch(); err != nil {
				s.closing <- err
				return
			}
		}
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-s.closing:
		return err
	}
}

func (s *session) reject(ctx context.Context) { s.closing <- ctx.Err() }
