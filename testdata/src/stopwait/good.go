package stopwait

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
	"time"
)

// docs:good

type steady struct {
	cancel context.CancelFunc
	done   chan struct{}
}

func (s *steady) Start(ctx context.Context) error {
	ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	s.done = make(chan struct{})
	go s.run(ctx)
	return nil
}

func (s *steady) Stop(ctx context.Context) error {
	s.cancel()
	select {
	case <-s.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *steady) run(ctx context.Context) {
	defer close(s.done)
	for ctx.Err() == nil {
		work(ctx)
	}
}

// docs:end

// joined through another method that Stop calls
type through struct {
	quit chan struct{}
	wg   sync.WaitGroup
	once sync.Once
}

func (t *through) Start() {
	t.wg.Add(1)
	go t.run()
}

func (t *through) run() {
	defer t.wg.Done()
	for {
		select {
		case <-t.quit:
			return
		case <-time.After(time.Second):
			work(context.Background())
		}
	}
}

func (t *through) Stop() {
	t.once.Do(func() { close(t.quit) })
	t.join()
}

func (t *through) join() { t.wg.Wait() }

// it ends with the context that the owner was given
type given struct{ n int }

func (g *given) Start(ctx context.Context) error {
	go g.run(ctx)
	return nil
}

func (g *given) run(ctx context.Context) {
	for ctx.Err() == nil {
		work(ctx)
	}
}

func (g *given) Stop(context.Context) error { return nil }

// whoever stops it waits with a method of its own
type apart struct {
	cancel context.CancelFunc
	done   chan struct{}
}

func (a *apart) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	a.cancel = cancel
	go func() {
		defer close(a.done)
		for ctx.Err() == nil {
			work(ctx)
		}
	}()
}

func (a *apart) Stop(context.Context) error { a.cancel(); return nil }
func (a *apart) Wait()                      { <-a.done }

// the wait is in a goroutine, and the context is heard
type bounded struct {
	wg   sync.WaitGroup
	quit chan struct{}
}

func (b *bounded) Shutdown(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		b.wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// without a context there is no deadline to miss
type patient struct {
	quit chan struct{}
	wg   sync.WaitGroup
}

func (p *patient) Start() {
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		<-p.quit
	}()
}

func (p *patient) Close() {
	if p.quit != nil {
		close(p.quit)
		p.quit = nil
	}
	p.wg.Wait()
}

// closed after the goroutine has ended
type orderly struct {
	quit chan struct{}
	out  chan int
	done chan struct{}
	once sync.Once
}

func (o *orderly) Start() { go o.run() }

func (o *orderly) run() {
	defer close(o.done)
	for {
		select {
		case <-o.quit:
			return
		case o.out <- 1:
		}
	}
}

func (o *orderly) Close() {
	o.once.Do(func() {
		close(o.quit)
		<-o.done
		close(o.out)
	})
}

// guards of many kinds
type guarded struct {
	mu     sync.Mutex
	closed bool
	quit   chan struct{}
	again  chan struct{}
}

func (g *guarded) Stop() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return
	}
	g.closed = true
	close(g.quit)
}

func (g *guarded) Close() {
	select {
	case <-g.again:
		return
	default:
		close(g.again)
	}
}

// Stop is empty, and there is nothing to stop
type nothing struct{ db *sql.DB }

func (n *nothing) Start(context.Context) error { return nil }
func (n *nothing) Stop()                       {}

// the server is shut down
type server struct{ srv *http.Server }

func (s *server) Start()                         { go s.srv.ListenAndServe() }
func (s *server) Stop(ctx context.Context) error { return s.srv.Shutdown(ctx) }

// Serve returned; the function waits for the goroutine that shuts down
func served(ctx context.Context, h http.Handler) error {
	srv := &http.Server{Handler: h}
	idle := make(chan struct{})
	go func() {
		defer close(idle)
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	err := srv.ListenAndServe()
	<-idle
	return err
}

func shutDown(ctx context.Context, h http.Handler) {
	srv := &http.Server{Handler: h}
	go srv.ListenAndServe()
	<-ctx.Done()
	srv.Shutdown(context.Background())
}

func counted(ctx context.Context, more bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		work(ctx)
	}()
	if more {
		wg.Add(1)
		go func() {
			defer wg.Done()
			work(ctx)
		}()
	}
	for range 3 {
		wg.Add(1)
		go done(&wg)
	}
	wg.Wait()
}

func done(wg *sync.WaitGroup) { wg.Done() }

// one goroutine, in one of two loops: it receives the stop wherever it is
type phases struct{ quit chan struct{} }

func (p *phases) Start() {
	go func() {
		for {
			select {
			case <-p.quit:
				return
			case <-time.After(time.Second):
			}
			if work(context.Background()); p.quit != nil {
				break
			}
		}
		for {
			select {
			case <-p.quit:
				return
			case <-time.After(time.Minute):
			}
		}
	}()
}

func (p *phases) Stop() {
	if p.quit != nil {
		p.quit <- struct{}{}
	}
}

// what is started for one chat is no part of the owner
type chats struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func newChats() *chats {
	ctx, cancel := context.WithCancel(context.Background())
	return &chats{ctx: ctx, cancel: cancel}
}

func (c *chats) startTyping(chat string) {
	go func() {
		for c.ctx.Err() == nil {
			work(c.ctx)
		}
	}()
}

func (c *chats) Receive(chat string) { c.startTyping(chat) }

func (c *chats) Stop(ctx context.Context) error {
	c.cancel()
	return nil
}

// what it waits for ends with its context
type fanned struct{ a, b *http.Server }

func (f *fanned) Shutdown(ctx context.Context) error {
	var wg sync.WaitGroup
	for _, srv := range []*http.Server{f.a, f.b} {
		wg.Go(func() { srv.Shutdown(ctx) })
	}
	wg.Wait()
	return nil
}
