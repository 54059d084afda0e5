//go:build unix

package riverhost_test

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"
	_ "modernc.org/sqlite"

	"github.com/bgvet/bgvet/runtime/riverhost"
)

// onStores runs a test on each kind of store, with the DSN of an empty one.
func onStores(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, "sqlite:"+filepath.Join(t.TempDir(), "jobs.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		dsn := postgres.database(t)
		t.Parallel()
		test(t, dsn)
	})
}

// client is what the tests need of a river.Client of either store.
type client interface {
	Insert(ctx context.Context, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error)
	JobGet(ctx context.Context, id int64) (*rivertype.JobRow, error)
	JobList(ctx context.Context, params *river.JobListParams) (*river.JobListResult, error)
}

// A queue is an open store with a client and the service under test.
type queue struct {
	client  client
	service *riverhost.Service
	close   func()
}

func open(dsn string, config *river.Config, opts ...riverhost.Option) (*queue, error) {
	config.Logger = slog.New(slog.DiscardHandler)
	config.FetchPollInterval = 50 * time.Millisecond
	config.FetchCooldown = 10 * time.Millisecond
	if file, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		return openSQLite(file, config, opts)
	}
	return openPostgres(dsn, config, opts)
}

func openSQLite(file string, config *river.Config, opts []riverhost.Option) (*queue, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // SQLite has one writer
	c, err := river.NewClient(riversqlite.New(db), config)
	if err != nil {
		return nil, err
	}
	s, err := riverhost.New(c, opts...)
	return &queue{client: c, service: s, close: func() { _ = db.Close() }}, err
}

func openPostgres(dsn string, config *river.Config, opts []riverhost.Option) (*queue, error) {
	pool, err := pgxpool.New(context.Background(), dsn)
	if err != nil {
		return nil, err
	}
	c, err := river.NewClient(riverpgxv5.New(pool), config)
	if err != nil {
		return nil, err
	}
	s, err := riverhost.New(c, opts...)
	return &queue{client: c, service: s, close: pool.Close}, err
}

// mail is the job of the tests.
type mail struct {
	To string `json:"to"`
}

func (mail) Kind() string { return "mail" }

// working returns the configuration of a client that works mails with do.
func working(do func(ctx context.Context, job *river.Job[mail]) error) *river.Config {
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(do))
	return &river.Config{
		Workers: workers,
		Queues:  map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}},
	}
}
