//go:build unix

package riverhost_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"github.com/bgvet/bgvet/runtime/di"
	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/riverhost"
)

// letter is a job; whoever inserts it needs no more than a client.
type letter struct {
	To string `json:"to"`
}

func (letter) Kind() string { return "letter" }

func ExampleNew() {
	folder, err := os.MkdirTemp("", "river")
	check(err)
	defer os.RemoveAll(folder)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "jobs.db")+"?_pragma=busy_timeout(5000)&_txlock=immediate")
	check(err)
	db.SetMaxOpenConns(1)
	h, err := host.New(host.WithLogger(slog.New(slog.DiscardHandler)), host.StartupTimeout(time.Minute))
	check(err)

	var c di.Collection
	c.Scoped(func() *postage { return &postage{} }) // one for each attempt of a job
	provider, err := c.Build()
	check(err)
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[letter]) error {
		defer h.Shutdown(nil) // once this job is done, the example is over
		p, err := di.Get[*postage](riverhost.Scope(ctx))
		if err != nil {
			return err // tried again, 25 times unless set, with a backoff
		}
		p.pay(job.Args.To)
		return nil
	}))
	client, err := river.NewClient(riversqlite.New(db), &river.Config{
		Workers:              workers,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 10}},
		JobTimeout:           time.Minute,
		RescueStuckJobsAfter: 2 * time.Minute, // of a process that was killed
		Middleware:           []rivertype.Middleware{riverhost.ScopePerJob(provider.Scopes())},
		Logger:               slog.New(slog.DiscardHandler),
	})
	check(err)
	jobs, err := riverhost.New(client, riverhost.Migrate())
	check(err,
		h.Add("db", host.OnStop(func(context.Context) error { return db.Close() })),
		h.Add("jobs", jobs),
		h.Add("first job", host.OnStart(func(ctx context.Context) error {
			_, err := client.Insert(ctx, letter{To: "Ada"}, nil)
			return err
		})))
	fmt.Println(h.Run(context.Background()))
	// Output:
	// stamp for Ada
	// postage closed
	// <nil>
}

// postage lives for one attempt of a job.
type postage struct{}

func (*postage) pay(to string) { fmt.Println("stamp for", to) }
func (*postage) Close()        { fmt.Println("postage closed") }

func check(errs ...error) {
	if err := errors.Join(errs...); err != nil {
		panic(err)
	}
}
