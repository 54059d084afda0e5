package unboundedgo

import (
	"context"
	"net"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

// docs:good
type limited struct {
	store *store
	queue chan message
}

func (l *limited) Run(ctx context.Context) {
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for m := range l.queue {
				_ = l.store.save(ctx, m)
			}
		})
	}
	wg.Wait()
}

// docs:end

func (l *limited) slots(ctx context.Context) {
	slots := make(chan struct{}, 8)
	for m := range l.queue {
		slots <- struct{}{}
		go func() {
			defer func() { <-slots }()
			_ = l.store.save(ctx, m)
		}()
	}
}

func (l *limited) slotOrStop(ctx context.Context) {
	slots := make(chan struct{}, 8)
	for m := range l.queue {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		go func() {
			defer func() { <-slots }()
			_ = l.store.save(ctx, m)
		}()
	}
}

// tokens are taken from a channel that was filled before.
func (l *limited) tokens(ctx context.Context, tokens chan int) {
	for m := range l.queue {
		t := <-tokens
		go func() {
			defer func() { tokens <- t }()
			_ = l.store.save(ctx, m)
		}()
	}
}

func (l *limited) weighted(ctx context.Context) error {
	sem := semaphore.NewWeighted(8)
	for m := range l.queue {
		if err := sem.Acquire(ctx, 1); err != nil {
			return err
		}
		go func() {
			defer sem.Release(1)
			_ = l.store.save(ctx, m)
		}()
	}
	return nil
}

func (l *limited) group(ctx context.Context) error {
	ids, err := l.store.customers(ctx)
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(8)
	for _, id := range ids {
		g.Go(func() error { return l.store.save(ctx, message{id: id}) })
	}
	return g.Wait()
}

// counted looks at how many are under way.
type counted struct {
	limited
	active atomic.Int32
	most   int32
}

func (c *counted) Run(ctx context.Context) {
	for m := range c.queue {
		if c.active.Load() >= c.most {
			continue
		}
		c.active.Add(1)
		go func() {
			defer c.active.Add(-1)
			_ = c.store.save(ctx, m)
		}()
	}
}

// serve is how servers are written.
func (l *limited) serve(ctx context.Context, ln net.Listener) {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		go l.talk(ctx, conn)
	}
}

func (l *limited) talk(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	buf := make([]byte, 64)
	n, err := conn.Read(buf)
	if err != nil {
		return
	}
	_ = l.store.save(ctx, message{body: string(buf[:n])})
}

// signals are few, and a tick is the business of another check.
func (l *limited) signals(ctx context.Context) {
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, os.Interrupt)
	tick := time.NewTicker(time.Minute)
	for {
		select {
		case sig := <-ch:
			go l.store.save(ctx, message{id: sig.String()})
		case now := <-tick.C:
			go l.store.save(ctx, message{id: now.String()})
		}
	}
}

// gone: what ends at once does not pile up.
func (l *limited) gone(mu *sync.Mutex, seen map[string]int) {
	for m := range l.queue {
		go func() {
			mu.Lock()
			defer mu.Unlock()
			seen[m.id]++
		}()
	}
}

// once: only one is under way at a time.
func (l *limited) once(ctx context.Context) {
	var busy atomic.Bool
	for m := range l.queue {
		if busy.CompareAndSwap(false, true) {
			go func() {
				defer busy.Store(false)
				_ = l.store.save(ctx, m)
			}()
		}
	}
}

// page: the number is told.
func (l *limited) page(ctx context.Context, next func(ctx context.Context, limit int) ([]message, error)) error {
	batch, err := l.take(ctx, 16)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	for _, m := range batch {
		wg.Go(func() { _ = l.store.save(ctx, m) })
	}
	wg.Wait()
	return nil
}

func (l *limited) take(ctx context.Context, limit int) ([]message, error) {
	var out []message
	for len(out) < limit {
		rows, err := l.store.customers(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, message{id: rows[0]})
	}
	return out, nil
}

// inside: the slot is taken by the goroutine itself. That is falselimit's.
func (l *limited) inside(ctx context.Context) {
	slots := make(chan struct{}, 8)
	for m := range l.queue {
		go func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			_ = l.store.save(ctx, m)
		}()
	}
}

// Sizes that depend on each other have no bound to be found, and end the search.
func (l *limited) interleaved(ctx context.Context) {
	var odd, even []message
	for i := 0; i < len(even); i++ {
		odd = append(odd, even[i])
	}
	for i := 0; i < len(odd); i++ {
		even = append(even, odd[i])
	}
	for range even {
		_ = l.store.save(ctx, message{})
	}
}

// started begins one thing when one of many is met; it is not for each of them.
func (l *limited) started(ctx context.Context, batch []message) {
	for _, m := range batch {
		if m.id == "" {
			go l.store.save(ctx, message{})
		}
	}
}
