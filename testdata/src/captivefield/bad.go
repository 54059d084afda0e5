package captivefield

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
	"time"
)

// docs:bad
type Catalog struct {
	prices *sql.Tx
	failed *http.Request
	mu     sync.Mutex
}

func NewCatalog(ctx context.Context, db *sql.DB) (*Catalog, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	c := &Catalog{prices: tx} // want `this transaction lives for one request or unit of work, but Catalog\.prices keeps it for the life of the service, since \(\*Catalog\)\.refresh runs for as long as the service; keep the pool, and open one where it is used`
	go c.refresh()
	return c, nil
}

func (c *Catalog) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength == 0 {
		c.mu.Lock()
		c.failed = r // want `this request lives for one request or unit of work, but Catalog\.failed keeps it for the life of the service, since \(\*Catalog\)\.refresh runs for as long as the service; keep a copy of what is needed from it`
		c.mu.Unlock()
	}
}

// docs:end

func (c *Catalog) refresh() {
	for {
		time.Sleep(time.Minute)
		_, _ = c.prices.Exec("select 1")
	}
}

// A package variable.
var last *http.Request

func remember(w http.ResponseWriter, r *http.Request) {
	last = r // want "this request lives for one request or unit of work, but last keeps it for the life of the process, since it is a variable of the package"
}

// sync.Once: the first caller's values for everybody.
type lazy struct {
	once sync.Once
	ctx  context.Context
	w    http.ResponseWriter
}

var shared lazy

func (l *lazy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.once.Do(func() {
		l.ctx = r.Context() // want `this context ends with its request, but lazy\.ctx keeps it for the life of the process, since the package variable shared holds one; take a context in each call, or keep one that the holder cancels itself when it is stopped`
		l.w = w             // want `this response writer lives for one request or unit of work, but lazy\.w keeps it`
	})
}

// Through wrappers: a struct that embeds a transaction, an interface that only
// transactions satisfy, a repository bound to one.
type tracedTx struct{ *sql.Tx }

type txn interface {
	Commit() error
	Rollback() error
}

type queries struct{ tx *sql.Tx }

func newQueries(tx *sql.Tx) *queries { return &queries{tx: tx} }

func (q *queries) WithTx(tx *sql.Tx) *queries { return &queries{tx: tx} }

type worker struct {
	traced *tracedTx
	any    txn
	bound  *queries
	made   *queries
	rows   *sql.Rows
	inner  inner
}

type inner struct{ conn *sql.Conn }

func (in *inner) use() {}

func (w *worker) Start(ctx context.Context, db *sql.DB, q *queries) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	w.traced = &tracedTx{tx} // want "this transaction lives for one request or unit of work, but worker.traced keeps it"
	w.any = tx               // want "this transaction lives for one request or unit of work, but worker.any keeps it"
	w.bound = q.WithTx(tx)   // want "this repository bound to a transaction lives for one request or unit of work, but worker.bound keeps it"
	made := newQueries(tx)
	w.made = made                                // want "this repository bound to a transaction lives for one request or unit of work, but worker.made keeps it"
	w.rows, err = db.QueryContext(ctx, "select") // want "this result set lives for one request or unit of work, but worker.rows keeps it"
	if err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	w.inner.conn = conn // want `this pinned connection lives for one request or unit of work, but inner.conn keeps it for the life of the service, since worker holds it, and \(\*worker\)\.loop runs for as long as the service`
	go w.loop(ctx)
	return err
}

func (w *worker) loop(ctx context.Context) {
	for ctx.Err() == nil {
		time.Sleep(time.Second)
		w.inner.use()
	}
}

// A handler keeps the context of the request that it was given.
type api struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func (a *api) routes(mux *http.ServeMux) { mux.HandleFunc("/", a.index) }

func (a *api) index(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	a.keep(ctx)
	a.ctx = r.Context() // want `this context ends with its request, but api\.ctx keeps it for the life of the service, since \(\*api\)\.index serves one request after the other`
	timed, cancel := context.WithTimeout(r.Context(), time.Second)
	defer cancel()
	a.ctx = timed // want `this context is cancelled when \(\*api\)\.index returns, but api\.ctx keeps it`
}

func (a *api) keep(ctx context.Context) {
	a.ctx = ctx // want `this context ends with the request that \(\*api\)\.keep is part of, but api\.ctx keeps it`
}
