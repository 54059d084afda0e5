//go:build unix

package riverhost_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/bgvet/bgvet/runtime/di"
	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
	"github.com/bgvet/bgvet/runtime/internal/leakcheck"
	"github.com/bgvet/bgvet/runtime/riverhost"
)

func TestMain(m *testing.M) {
	if isChild() {
		os.Exit(child())
	}
	code := leakcheck.Main(m)
	postgres.stop()
	os.Exit(code)
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// start opens the store and runs its service in a host until the test ends.
func start(t *testing.T, dsn string, config *river.Config, opts ...riverhost.Option) (*queue, *host.Host) {
	t.Helper()
	q, err := open(dsn, config, append(opts, riverhost.Migrate())...)
	must(t, err)
	h, err := host.New(host.WithLifetime(&hosttest.Lifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)),
		host.StartupTimeout(time.Minute), host.ShutdownTimeout(10*time.Second))
	must(t, err,
		h.Add("db", host.OnStop(func(context.Context) error { q.close(); return nil })),
		h.Add("jobs", q.service),
		h.Start(t.Context()))
	t.Cleanup(func() { _ = h.Stop(context.WithoutCancel(t.Context())) })
	return q, h
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("never: ", what)
		}
	}
}

// state returns the state of a job and how often it was tried.
func (q *queue) state(t *testing.T, id int64) (rivertype.JobState, int) {
	t.Helper()
	job, err := q.client.JobGet(t.Context(), id)
	must(t, err)
	return job.State, job.Attempt
}

// A job is worked, in a scope of its own that is closed again, and the host is
// ready once the queue has a leader.
func TestJobsAreWorkedInScopes(t *testing.T) {
	onStores(t, func(t *testing.T, dsn string) {
		closed := make(chan struct{}, 1)
		var c di.Collection
		c.Scoped(func() *session { return &session{closed} })
		provider, err := c.Build()
		must(t, err)
		config := working(func(ctx context.Context, _ *river.Job[mail]) error {
			_, err := di.Get[*session](riverhost.Scope(ctx))
			return err
		})
		config.Middleware = []rivertype.Middleware{riverhost.ScopePerJob(provider.Scopes())}
		q, h := start(t, dsn, config)
		job, err := q.client.Insert(t.Context(), mail{To: "a"}, nil)
		must(t, err)
		eventually(t, "job completed", func() bool {
			s, _ := q.state(t, job.Job.ID)
			return s == rivertype.JobStateCompleted
		})
		<-closed
		eventually(t, "ready", func() bool { return isReady(h) })
		must(t, h.Stop(t.Context()), provider.Close(t.Context()))
		if isReady(h) {
			t.Error("ready after the stop")
		}
	})
}

type session struct{ closed chan struct{} }

func (s *session) Close() { s.closed <- struct{}{} }

func isReady(h *host.Host) bool {
	for _, c := range h.Readiness(context.Background()) {
		if c.Err != nil {
			return false
		}
	}
	return true
}

// D7: jobs may finish when the host stops, with a context that is alive.
func TestD7_SoftStopLetsJobsFinish(t *testing.T) {
	onStores(t, func(t *testing.T, dsn string) {
		began := make(chan struct{})
		var inTheEnd error
		q, h := start(t, dsn, working(func(ctx context.Context, _ *river.Job[mail]) error {
			close(began)
			time.Sleep(time.Second) // longer than it takes until the stop begins
			inTheEnd = ctx.Err()
			return inTheEnd
		}))
		_, err := q.client.Insert(t.Context(), mail{}, nil)
		must(t, err)
		<-began
		must(t, h.Stop(t.Context()), inTheEnd)
	})
}

// D7: jobs that outlive the soft stop see their context cancelled, and the host
// does not wait longer than it must.
func TestD7_HardStopCancelsJobs(t *testing.T) {
	onStores(t, func(t *testing.T, dsn string) {
		began, ended := make(chan struct{}), make(chan error, 1)
		q, h := start(t, dsn, working(func(ctx context.Context, _ *river.Job[mail]) error {
			close(began)
			<-ctx.Done()
			ended <- ctx.Err()
			return ctx.Err()
		}), riverhost.SoftStop(200*time.Millisecond))
		_, err := q.client.Insert(t.Context(), mail{}, nil)
		must(t, err)
		<-began
		at := time.Now()
		must(t, h.Stop(t.Context()))
		if took := time.Since(at); took < 200*time.Millisecond || took > 5*time.Second {
			t.Errorf("stop took %v", took)
		}
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("job ended with %v", err)
		}
	})
}

// D11: with a store that cannot be reached, the start waits, the host is not
// ready, and the start goes on when the store is there.
func TestD11_StoreIsAwaited(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "later")
	q, err := open("sqlite:"+filepath.Join(folder, "jobs.db"), working(nothing), riverhost.Migrate())
	must(t, err)
	defer q.close()
	h, err := host.New(host.WithLifetime(&hosttest.Lifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)))
	must(t, err, h.Add("jobs", q.service))
	result := make(chan error, 1)
	go func() { result <- h.Start(t.Context()) }()
	time.Sleep(300 * time.Millisecond)
	if h.State() != host.StateStarting || isReady(h) {
		t.Errorf("host is %v", h.State())
	}
	must(t, os.Mkdir(folder, 0o700), <-result)
	must(t, h.Stop(t.Context()))
}

// A store that never answers ends the start with the startup timeout and with the
// reason.
func TestStartGivesUp(t *testing.T) {
	for _, dsn := range []string{"sqlite:/nowhere/jobs.db", "postgres://bgvet@127.0.0.1:1/nowhere?connect_timeout=1"} {
		q, err := open(dsn, working(nothing))
		must(t, err)
		h, err := host.New(host.WithLifetime(&hosttest.Lifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)),
			host.StartupTimeout(300*time.Millisecond))
		must(t, err, h.Add("jobs", q.service))
		if err := h.Run(t.Context()); !errors.Is(err, host.ErrStartupTimeout) || !strings.Contains(err.Error(), "jobs") {
			t.Errorf("%s: got %v", dsn, err)
		}
		q.close()
	}
}

func nothing(context.Context, *river.Job[mail]) error { return nil }

// Without Migrate, a store without the schema is an error, not a client that
// fails at each fetch.
func TestSchemaIsVerified(t *testing.T) {
	onStores(t, func(t *testing.T, dsn string) {
		q, err := open(dsn, working(nothing))
		must(t, err)
		defer q.close()
		h, err := host.New(host.WithLifetime(&hosttest.Lifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)))
		must(t, err, h.Add("jobs", q.service))
		if err := h.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "schema is not up to date") {
			t.Errorf("got %v", err)
		}
	})
}

// handler stands for that of River UI.
type handler struct{ run context.Context }

func (h *handler) Start(ctx context.Context) error { h.run = ctx; return nil }

// What is behind the dashboard outlives the start and ends with the stop.
func TestDashboard(t *testing.T) {
	ui := &handler{}
	h, err := host.New(host.WithLifetime(&hosttest.Lifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)))
	must(t, err, h.Add("dashboard", riverhost.Dashboard(ui)))
	ctx, cancel := context.WithCancel(t.Context())
	must(t, h.Start(ctx))
	cancel()
	must(t, ui.run.Err(), h.Stop(t.Context()))
	if ui.run.Err() == nil {
		t.Error("still running after the stop")
	}
}

func TestBadUse(t *testing.T) {
	if _, err := riverhost.New[struct{}](nil); err == nil {
		t.Error("nil client accepted")
	}
	refused, err := open("sqlite:x", working(nothing), nil, riverhost.SoftStop(-1))
	if err == nil || !strings.Contains(err.Error(), "nil option") || !strings.Contains(err.Error(), "SoftStop") {
		t.Errorf("got %v", err)
	}
	refused.close()
	// A client that cannot work, and services that nobody made, fail to start.
	q, err := open("sqlite:"+filepath.Join(t.TempDir(), "jobs.db"), &river.Config{}, riverhost.Migrate())
	must(t, err)
	defer q.close()
	for name, s := range map[string]host.HostedService{
		"no queues": q.service, "zero": &riverhost.Service{}, "no handler": riverhost.Dashboard(nil),
	} {
		h, err := host.New(host.WithLifetime(&hosttest.Lifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)))
		must(t, err, h.Add("jobs", s))
		if err := h.Run(t.Context()); err == nil {
			t.Errorf("%s: started", name)
		}
	}
	must(t, q.service.Stop(t.Context())) // before Start: nothing to stop
	if _, err := di.Get[*session](riverhost.Scope(t.Context())); !errors.Is(err, di.ErrNoProvider) {
		t.Errorf("scope outside a job: %v", err)
	}
}
