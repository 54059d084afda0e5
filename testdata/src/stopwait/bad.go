package stopwait

import (
	"context"
	"database/sql"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"time"
)

func work(ctx context.Context) { time.Sleep(time.Second) }

// docs:bad

type poller struct {
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

func (p *poller) Start(ctx context.Context) error {
	ctx, p.cancel = context.WithCancel(context.WithoutCancel(ctx))
	go p.run(ctx)
	return nil
}

func (p *poller) Stop(ctx context.Context) error { // want `\(\*poller\)\.Stop returns while \(\*poller\)\.run still works: it tells it to stop and does not wait; wait for it, and for ctx at most`
	p.cancel()
	return nil
}

func (p *poller) run(ctx context.Context) {
	for ctx.Err() == nil {
		work(ctx)
	}
}

type flusher struct {
	quit chan struct{}
	wg   sync.WaitGroup
}

func (f *flusher) Start() {
	f.wg.Add(1)
	go f.run()
}

func (f *flusher) Stop(ctx context.Context) error {
	if f.quit != nil {
		close(f.quit)
	}
	f.wg.Wait() // want `\(\*flusher\)\.Stop waits for f\.wg\.Wait for as long as that takes, even when ctx is over; wait in a select with its Done channel`
	return nil
}

// docs:end

func (f *flusher) run() {
	defer f.wg.Done()
	for {
		select {
		case <-f.quit:
			return
		case <-time.After(time.Second):
			work(context.Background())
		}
	}
}

// X24: the cancel function is kept, and that is all.
type keeper struct{ cancel context.CancelFunc }

func (k *keeper) Start() {
	var ctx context.Context
	ctx, k.cancel = context.WithCancel(context.Background())
	go func() {
		for ctx.Err() == nil {
			work(ctx)
		}
	}()
}

func (k *keeper) Stop() { // want `\(\*keeper\)\.Stop does not stop what was started: nothing calls cancel, and its context stays alive; call it in Stop`
	log.Print("stopped")
}

// field note 55: Start opens, Stop is empty.
type connector struct{ db *sql.Conn }

func (c *connector) Start(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	c.db = conn
	return nil
}

func (c *connector) Stop() {} // want `\(\*connector\)\.Stop does nothing: what \(\*sql\.DB\)\.Conn opened stays open, with each start anew; close it here`

type endless struct{ jobs chan int }

func (e *endless) Start() { go e.run() }

func (e *endless) run() {
	for {
		time.Sleep(time.Minute)
	}
}

func (e *endless) Stop() {} // want `\(\*endless\)\.Stop does nothing: \(\*endless\)\.run goes on after it; stop it here, and wait for it`

// What the goroutine uses is closed while it works.
type writer struct {
	quit chan struct{}
	out  chan int
	db   *sql.DB
}

func (w *writer) Start() {
	go w.run() // want `\(\*writer\)\.run still uses w\.out when \(\*writer\)\.Close closes it, since nobody waits for it to end; wait for it in between`
}

func (w *writer) run() {
	for {
		select {
		case <-w.quit:
			return
		default:
			w.out <- 1
		}
	}
}

func (w *writer) Close() {
	if w.quit == nil {
		return
	}
	close(w.quit)
	close(w.out)
}

type store struct {
	quit chan struct{}
	once sync.Once
	db   *sql.DB
}

func newStore(db *sql.DB) *store {
	s := &store{quit: make(chan struct{}), db: db}
	go s.clean() // want `\(\*store\)\.clean still uses s\.db when \(\*store\)\.Close closes it`
	return s
}

func (s *store) clean() {
	for {
		select {
		case <-s.quit:
			return
		case <-time.After(time.Minute):
			s.db.Exec("DELETE FROM old")
		}
	}
}

func (s *store) Close() error {
	s.once.Do(func() { close(s.quit) })
	return s.db.Close()
}

// a bare receive, and a loop that asks for ever
type waiter struct {
	done  chan int
	queue chan int
}

func (w *waiter) Stop(ctx context.Context) error {
	<-w.done // want `waits for w\.done for as long as that takes, even when ctx is over`
	return nil
}

func (w *waiter) Shutdown(context.Context) error {
	for len(w.queue) > 0 { // want `waits for its condition for as long as that takes, even when its context is over`
		runtime.Gosched()
	}
	return nil
}

// in a function that it calls
type deep struct{ wg sync.WaitGroup }

func (d *deep) Shutdown(ctx context.Context) error {
	d.join() // want `waits for d\.wg\.Wait in join for as long as that takes`
	return nil
}

func (d *deep) join() { d.wg.Wait() }

// One of three loops receives the stop.
type pool struct{ quit chan struct{} }

func (p *pool) Start() {
	for range 3 {
		go p.run()
	}
}

func (p *pool) run() {
	for {
		select {
		case <-p.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (p *pool) Stop() {
	p.quit <- struct{}{} // want `only one of the loops that listen to p\.quit receives this, the others go on; close the channel instead`
}

// The loop may have ended before.
type reader struct {
	quit chan struct{}
	conn net.Conn
}

func (r *reader) Start() { go r.run() }

func (r *reader) run() {
	buf := make([]byte, 512)
	for {
		select {
		case <-r.quit:
			return
		default:
		}
		if _, err := r.conn.Read(buf); err != nil {
			return
		}
	}
}

func (r *reader) Stop() {
	r.quit <- struct{}{} // want `\(\*reader\)\.Stop blocks for ever when the loop has ended before, or was stopped already: nobody receives from r\.quit; close it in a sync\.Once instead`
}

// both the deferred and the plain call close
type twice struct{ quit chan struct{} }

func (t *twice) Stop() {
	close(t.quit) // want `a second call of \(\*twice\)\.Stop panics: it closes t\.quit again; close it in a sync\.Once`
}

func useTwice(t *twice) {
	defer t.Stop()
	work(context.Background())
	t.Stop()
}

// the server in the field goes on
type api struct {
	srv  *http.Server
	stop chan struct{}
}

func (a *api) Start() {
	go a.srv.ListenAndServe()
}

func (a *api) Stop() { // want `\(\*api\)\.Stop leaves the server running: nothing shuts srv down; call its Shutdown or Close here`
	log.Print("stopping")
	if a.stop != nil {
		close(a.stop)
	}
}

// Serve returns when Shutdown begins
func serve(ctx context.Context, h http.Handler) error {
	srv := &http.Server{Handler: h}
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	return srv.ListenAndServe() // want `serve returns before the requests under way are done: srv\.ListenAndServe returns as soon as the shutdown begins; wait for the goroutine that calls Shutdown`
}

// nobody shuts it down
func abandon(h http.Handler) {
	srv := &http.Server{Handler: h}
	go func() {
		log.Print(srv.ListenAndServe()) // want `the requests under way are cut off when abandon returns: nothing shuts srv down; call its Shutdown when told to stop`
	}()
	sig := make(chan os.Signal, 1)
	signal.Notify(sig, os.Interrupt)
	<-sig
}

// counted up once too often
func miscounted(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Add(1) // want `wg\.Wait never returns: this counts wg up, and nothing counts it down; take it away, or call Done where the work ends`
	wg.Add(1)
	go func() {
		work(ctx)
		wg.Done()
	}()
	defer func() {
		wg.Wait()
	}()
	work(ctx)
}
