package captivefield

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

// docs:good
type Shelf struct {
	db     *sql.DB
	failed string
}

func NewShelf(db *sql.DB) *Shelf {
	s := &Shelf{db: db}
	go s.refresh()
	return s
}

func (s *Shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength == 0 {
		s.failed = r.URL.Path
	}
}

// docs:end

func (s *Shelf) refresh() {
	for {
		time.Sleep(time.Minute)
	}
}

// Complaint 15: a message that carries a context through a channel.
type event struct {
	ctx  context.Context
	name string
}

type bus struct{ events chan event }

func (b *bus) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.events <- event{ctx: r.Context(), name: r.URL.Path}
}

func (b *bus) run() {
	for e := range b.events {
		_ = e.ctx
	}
}

func newBus() *bus {
	b := &bus{events: make(chan event)}
	go b.run()
	return b
}

// Complaint 16: a walker that lives for one call.
type walker struct {
	ctx context.Context
	tx  *sql.Tx
	w   http.ResponseWriter
}

func (w *walker) walk(path string) error { return w.ctx.Err() }

func (s *Shelf) walkAll(w http.ResponseWriter, r *http.Request) {
	wk := &walker{ctx: r.Context(), w: w}
	_ = wk.walk("/")
}

// Complaint 17: a context that Start makes and Stop cancels.
type service struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func (s *service) Start(ctx context.Context) error {
	s.ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	go s.run()
	return nil
}

func (s *service) run() {
	for s.ctx.Err() == nil {
		time.Sleep(time.Second)
	}
}

func (s *service) Stop() { s.cancel() }

// Complaint 56: pools, factories and copied values may be kept.
type kept struct {
	db      *sql.DB
	begin   func(context.Context) (*sql.Tx, error)
	header  http.Header
	timeout time.Duration
}

func (k *kept) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	k.header = r.Header.Clone()
	k.begin = func(ctx context.Context) (*sql.Tx, error) { return k.db.BeginTx(ctx, nil) }
}

// A connection that is pinned on purpose, and given back when the service closes.
type listener struct{ conn *sql.Conn }

func (l *listener) Connect(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	l.conn = conn
	go l.wait()
	return nil
}

func (l *listener) wait() {
	for {
		time.Sleep(time.Second)
	}
}

func (l *listener) Close() error { return l.conn.Close() }

// An options struct of a call, a job.
type job struct {
	ctx context.Context
	tx  *sql.Tx
}

func (s *Shelf) enqueue(ctx context.Context, tx *sql.Tx) *job { return &job{ctx, tx} }

// Detached, with a limit of its own.
func (a *api) detach(w http.ResponseWriter, r *http.Request) {
	a.ctx, a.cancel = context.WithTimeout(context.WithoutCancel(r.Context()), time.Minute)
}

// The program's own root.
var root context.Context

func init() { root = context.Background() }

// A copy of its own for each transaction.
type app struct {
	db   txn
	jobs chan int
}

func (a *app) run() {
	for range a.jobs {
	}
}

func (a *app) Start() { go a.run() }

func (a *app) inTx(tx *sql.Tx, do func(*app) error) error {
	clone := *a
	clone.db = tx
	return do(&clone)
}
