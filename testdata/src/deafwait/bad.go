package deafwait

import (
	"context"
	"math/rand"
	"sync"
	"time"
)

type event struct{ id int }

type feed struct {
	ctx    context.Context
	quit   chan struct{}
	in     chan event
	out    chan event
	ready  bool
	mu     sync.Mutex
	cond   *sync.Cond
	every  time.Duration
	answer chan int
}

func newFeed(ctx context.Context) *feed {
	f := &feed{ctx: ctx, quit: make(chan struct{}), in: make(chan event), out: make(chan event)}
	go f.poll(ctx)
	go f.pollOnQuit()
	go f.tick(ctx)
	go f.firstSleep(ctx)
	go f.after(ctx)
	go f.pump(ctx)
	go f.read(ctx)
	go f.helper(ctx)
	go f.both(ctx)
	go f.forward(ctx)
	go f.consume(ctx)
	return f
}

func (f *feed) Close() { close(f.quit) }

func (f *feed) fetch() error { return nil }

// docs:bad

func (f *feed) poll(ctx context.Context) {
	for ctx.Err() == nil {
		if err := f.fetch(); err != nil {
			time.Sleep(30 * time.Second) // want `\(\*feed\)\.poll cannot be stopped while time\.Sleep lasts: it does not hear ctx\.Done\(\); wait in a select on that and a timer`
		}
	}
}

func (f *feed) pump(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-f.in:
			f.out <- e // want `this send on f\.out blocks for ever once its receiver has left, and does not hear ctx\.Done\(\); put it into a select with that`
		}
	}
}

// docs:end

// consume leaves on the stop, at which pump may be about to send.
func (f *feed) consume(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.out:
		}
	}
}

func (f *feed) pollOnQuit() {
	for {
		select {
		case <-f.quit:
			return
		default:
		}
		f.fetch()
		time.Sleep(f.every) // want `does not hear f\.quit`
	}
}

func (f *feed) firstSleep(ctx context.Context) {
	time.Sleep(time.Minute) // want `firstSleep cannot be stopped while time\.Sleep lasts`
	for ctx.Err() == nil {
		f.fetch()
		f.pause(ctx)
	}
}

func (f *feed) pause(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(f.every):
	}
}

func (f *feed) tick(ctx context.Context) {
	t := time.NewTicker(f.every)
	defer t.Stop()
	for range t.C { // want `cannot be stopped while the wait for t\.C lasts`
		if ctx.Err() != nil {
			return
		}
		f.fetch()
	}
}

func (f *feed) after(ctx context.Context) {
	for ctx.Err() == nil {
		f.fetch()
		<-time.After(f.every) // want `while the wait for time\.After\(\) lasts`
	}
}

// jitter sleeps, and has nothing to listen to.
func jitter(d time.Duration) {
	time.Sleep(d + time.Duration(rand.Int63n(int64(d))))
}

func (f *feed) helper(ctx context.Context) {
	for ctx.Err() == nil {
		f.fetch()
		jitter(time.Second) // want `while jitter lasts: it does not hear ctx\.Done\(\)`
	}
}

// a retry that a service reaches: its own context is the one to hear
func (f *feed) retry(ctx context.Context) error {
	for {
		err := f.fetch()
		if err == nil {
			return nil
		}
		time.Sleep(2 * time.Second) // want `\(\*feed\)\.retry cannot be stopped while time\.Sleep lasts`
	}
}

func (f *feed) read(ctx context.Context) {
	for {
		e := <-f.in // want `\(\*feed\)\.read cannot be stopped while nothing comes from f\.in: it does not hear ctx\.Done\(\); receive in a select with that`
		f.fetch()
		_ = e
	}
}

func (f *feed) both(ctx context.Context) {
	for {
		select { // want `\(\*feed\)\.both goes on after the stop: no case of this select hears ctx\.Done\(\); add one that returns`
		case <-f.in:
		case <-f.answer:
		}
		f.retry(ctx)
	}
}

// the sender hears the stop at the head of the loop, and then sends to somebody
// who may be gone
func (f *feed) forward(ctx context.Context) {
	sub := make(chan event)
	go func() {
		select {
		case <-sub:
		case <-time.After(time.Second):
		}
	}()
	sub <- event{} // want `blocks for ever once its receiver has left`
}

// Watch hands out a channel; whoever has it may stop reading.
func (f *feed) Watch(ctx context.Context) <-chan event {
	out := make(chan event)
	go func() {
		defer close(out)
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-f.in:
				out <- e // want `this send on out blocks for as long as nobody receives, and does not hear ctx\.Done\(\)`
			}
		}
	}()
	return out
}

func work() int { return 1 }

// the goroutine recovers, and then nobody sends
func (f *feed) preview(ctx context.Context) int {
	done := make(chan int)
	go func() {
		defer func() { recover() }()
		done <- work()
	}()
	return <-done // want `this waits for ever when the goroutine ends without sending on done, and does not hear ctx\.Done\(\); receive in a select with that`
}

// one of its ways out says nothing
func (f *feed) early(ctx context.Context) int {
	done := make(chan int)
	go func() {
		if f.fetch() != nil {
			return
		}
		done <- work()
	}()
	return <-done // want `this waits for ever when the goroutine ends`
}

func (f *feed) wait(ctx context.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for !f.ready {
		f.cond.Wait() // want `\(\*feed\)\.wait waits on f\.cond until somebody signals it, whatever becomes of ctx; wake it with context\.AfterFunc and look at ctx\.Err\(\) in the condition`
	}
}

// a callback that is given a context, and sends to somebody who leaves
func (f *feed) subscribe(register func(func(context.Context, event))) {
	register(func(ctx context.Context, e event) {
		f.out <- e // want `this send on f\.out blocks for ever once its receiver has left`
	})
}

// a queue with room for many fills up when its worker is gone
type queue struct{ jobs chan event }

func newQueue() *queue {
	q := &queue{jobs: make(chan event, 1000)}
	go q.work()
	return q
}

func (q *queue) Enqueue(ctx context.Context, e event) {
	q.jobs <- e // want `this send on q\.jobs blocks for ever once its receiver has left`
}

func (q *queue) work() {
	for range q.jobs {
		if err := (&feed{}).fetch(); err != nil {
			return
		}
	}
}
