// Package forms has siblings of its own and of others.
package forms

import (
	"context"
	"database/sql"
	"net"
	"net/http"
	"time"

	"github.com/hibiken/asynq"
)

type Store struct{ db *sql.DB }

func (s *Store) Load(id int) error { return s.LoadContext(context.Background(), id) }

func (s *Store) LoadContext(ctx context.Context, id int) error {
	return s.db.QueryRowContext(ctx, "select 1").Err()
}

func (s *Store) SaveNoCtx() error { return s.db.Ping() }

func (s *Store) Save(ctx context.Context) error { return s.db.PingContext(ctx) }

func fetch(url string) error { return fetchCtx(context.Background(), url) }

func fetchCtx(ctx context.Context, url string) error {
	r, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(r)
	return err
}

func Sync(ctx context.Context, s *Store, conn *sql.DB, client *asynq.Client, task *asynq.Task) {
	s.Load(1)             // want `s\.Load cannot hear ctx.*use LoadContext\(ctx, \.\.\.\)`
	s.SaveNoCtx()         // want `use Save\(ctx, \.\.\.\)`
	fetch("example.com")  // want `use fetchCtx\(ctx, \.\.\.\)`
	conn.Exec("select 1") // want `use ExecContext\(ctx, \.\.\.\)`
	s.db.Begin()          // want `use BeginTx\(ctx, \.\.\.\)`
	client.Enqueue(task)  // want `use EnqueueContext\(ctx, \.\.\.\)`
}

// A method of an interface.
type Repository interface {
	Find(id int) error
	FindContext(ctx context.Context, id int) error
}

type sqlRepository struct{ db *sql.DB }

func (r sqlRepository) Find(id int) error { return r.db.Ping() }

func (r sqlRepository) FindContext(ctx context.Context, id int) error { return r.db.PingContext(ctx) }

func Lookup(ctx context.Context, r Repository) error {
	return r.Find(1) // want `use FindContext\(ctx, \.\.\.\)`
}

// The form with a context is made of the one without: nothing better to call.
type Wrapped struct{ db *sql.DB }

func (w *Wrapped) Get() error { return w.db.Ping() }

func (w *Wrapped) GetContext(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.Get()
}

// Handlers have the request's.
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.db.Exec("update t set n = 1") // want `s\.db\.Exec cannot hear r\.Context\(\), so it goes on for a client that is gone; use ExecContext\(r\.Context\(\), \.\.\.\)`
}

// Clean-up has none.
func (s *Store) Close(ctx context.Context) error {
	_, err := s.db.Exec("update t set n = 0")
	return err
}

func (s *Store) Deferred(ctx context.Context) {
	defer s.db.Exec("update t set n = 0")
	defer func() { s.db.Exec("update t set n = 0") }()
	<-ctx.Done()
	s.db.Exec("update t set n = 0")
}

// A goroutine that outlives the request.
func (s *Store) Later(w http.ResponseWriter, r *http.Request) {
	go func() { s.db.Exec("update t set n = 1") }()
}

// Through a variable.
func Variable(ctx context.Context, s *Store) error {
	get := http.Get
	get("https://example.com") // want `http\.Get cannot hear ctx.*make the request with`
	ping := s.db.Ping
	return ping() // want `\(\*sql\.DB\)\.Ping cannot hear ctx.*use PingContext`
}

// Half a second is over before anybody notices.
func Short(ctx context.Context) {
	net.DialTimeout("tcp", "example.com:80", 500*time.Millisecond)
}
