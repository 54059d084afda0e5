// Package reach drops the context that is in reach in each of the ways there are.
package reach

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
	"time"
)

type Store struct {
	db  *sql.DB
	ctx context.Context
	log Logger
}

type Logger interface {
	Log(ctx context.Context, msg string)
}

func (s *Store) save(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "insert into t values (1)")
	return err
}

// A parameter.
func (s *Store) Param(ctx context.Context) error {
	return s.save(context.TODO()) // want `s\.save runs under context\.TODO\(\), so it goes on when ctx is done, and a stop waits for it; pass ctx \(\(\*Store\)\.Param -> \(\*Store\)\.save -> \(\*sql\.DB\)\.ExecContext\)`
}

// The innermost derived one, not the shortest name.
func (s *Store) Derived(ctx context.Context) error {
	turn, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := s.save(turn); err != nil {
		return err
	}
	return s.save(context.Background()) // want `pass turn`
}

// One that is declared and has no value is none.
func (s *Store) Unassigned(ctx context.Context) error {
	var later context.Context
	err := s.save(context.Background()) // want `pass ctx`
	later = ctx
	_ = later
	return err
}

// A variable that is a Background all along.
func (s *Store) Variable(ctx context.Context) error {
	own := context.Background() // want `s\.save runs under context\.Background\(\).*pass ctx`
	if err := s.save(own); err != nil {
		return err
	}
	return s.save(own)
}

// Values are no reason to lose the cancellation.
func (s *Store) Values(ctx context.Context) error {
	own := context.WithValue(context.Background(), key{}, 1) // want `pass ctx`
	return s.save(own)
}

type key struct{}

// A captured variable, in a literal that runs on the spot.
func (s *Store) Captured(ctx context.Context) error {
	return retry(func() error {
		return s.save(context.Background()) // want `pass ctx`
	})
}

func retry(f func() error) error {
	for range 3 {
		if err := f(); err == nil {
			return nil
		}
	}
	return nil
}

// A goroutine that hears the context, but not in all that it does.
func (s *Store) Goroutine(ctx context.Context) {
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Minute):
				s.save(context.Background()) // want `pass ctx`
			}
		}
	}()
}

// Goroutines that are joined.
func (s *Store) Joined(ctx context.Context) {
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.save(context.Background()) // want `pass ctx`
		}()
	}
	wg.Wait()
}

// A field of the receiver that somebody sets.
func (s *Store) SetContext(ctx context.Context) { s.ctx = ctx }

func (s *Store) Field() error {
	return s.save(context.Background()) // want `it goes on when s\.ctx is done.*pass s\.ctx`
}

// A request of its own: what is sent with it waits.
func (s *Store) Request(ctx context.Context) (*http.Request, error) {
	return http.NewRequestWithContext(context.Background(), "GET", "https://example.com", nil) // want `pass ctx`
}

// Through an interface: nothing is known of it, but it takes a context and may
// fail, and a service runs it.
type Remote interface {
	Push(ctx context.Context, n int) error
}

type Pusher struct{ remote Remote }

func (p *Pusher) Run(ctx context.Context) {
	for ctx.Err() == nil {
		p.remote.Push(context.Background(), 1) // want `p\.remote\.Push runs under context\.Background\(\).*pass ctx`
		time.Sleep(time.Second)
	}
}

func StartPusher(ctx context.Context, p *Pusher) { go p.Run(ctx) }

// What cannot fail and cannot wait has nothing to cancel.
func (s *Store) Logs(ctx context.Context) {
	s.log.Log(context.Background(), "saved")
	s.compare(context.Background())
}

func (s *Store) compare(ctx context.Context) error {
	if ctx.Value(key{}) == nil {
		return sql.ErrNoRows
	}
	return nil
}

// A missing context gets a default.
func (s *Store) Default(ctx context.Context) error {
	if ctx == nil {
		ctx = context.Background()
	}
	return s.save(ctx)
}

// What is kept or returned has a life of its own.
func New(ctx context.Context, db *sql.DB) *Store {
	return &Store{db: db, ctx: context.Background()}
}

// A field that holds a Background for ever is as good as none.
type Fixed struct {
	Store
	own context.Context
}

func NewFixed(db *sql.DB) *Fixed { return &Fixed{own: context.Background()} }

func Root(ctx context.Context) context.Context { return context.Background() }
