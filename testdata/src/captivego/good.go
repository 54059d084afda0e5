package captivego

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// docs:good

func (a *api) handleWell(w http.ResponseWriter, r *http.Request) {
	ctx := context.WithoutCancel(r.Context())
	go func() {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		a.scan(ctx, "all")
	}()
	w.WriteHeader(http.StatusAccepted)
}

// docs:end

func (a *api) own(w http.ResponseWriter, r *http.Request) {
	go a.scan(a.ctx, r.PathValue("name"))
	go a.scan(context.Background(), "a")
	go a.scan(detach(r.Context()), "a")
}

func detach(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

func (a *api) joined(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	wg.Go(func() { a.scan(r.Context(), "a") })
	wg.Wait()

	g, ctx := errgroup.WithContext(r.Context())
	g.Go(func() error { return a.scan(ctx, "b") })
	g.Wait()

	done := make(chan error, 1)
	go func() { done <- a.scan(r.Context(), "c") }()
	select {
	case <-done:
	case <-time.After(time.Second):
	}
}

// It is told to stop with the request, which goes on beside it.
func (a *api) stream(w http.ResponseWriter, r *http.Request, in chan string) {
	go a.ping(r.Context())
	for s := range in {
		w.Write([]byte(s))
	}
}

func (a *api) ping(ctx context.Context) {
	for {
		select {
		case <-time.After(time.Second):
			a.scan(ctx, "ping")
		case <-ctx.Done():
			return
		}
	}
}

// What a request knows by itself, and what was read before.
func (a *api) read(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	go func() {
		slog.Info("visited", "from", r.RemoteAddr, "agent", r.UserAgent(), "name", name)
	}()
	go slog.InfoContext(r.Context(), "visited")
}

// It helps with what the function itself does, and ends with it.
func (a *api) helper(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go a.ping(ctx)
	return a.scan(ctx, "a")
}

// The goroutine cancels its context itself.
func (a *api) cancels() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	go func() {
		defer cancel()
		a.scan(ctx, "a")
	}()
}

// A service that is started lives on the context that it is given.
func (a *api) Run(ctx context.Context) error {
	go a.scan(ctx, "warm")
	<-ctx.Done()
	return nil
}

func (a *api) StartScan(ctx context.Context) {
	go a.scan(ctx, "warm")
}

// All callers are here, and none has a short one.
func (a *api) loop(ctx context.Context) {
	for {
		a.turn(ctx)
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return
		}
	}
}

func (a *api) turn(ctx context.Context) {
	go a.scan(ctx, "a")
}

func serve(a *api) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a.loop(ctx)
}

// The goroutine ends the transaction, which is its own.
func (a *api) handedOver() error {
	tx, err := a.db.Begin()
	if err != nil {
		return err
	}
	go func() {
		defer tx.Rollback()
		tx.Exec("INSERT")
		tx.Commit()
	}()
	return nil
}

func (a *api) count(ctx context.Context) (n int, err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	rows, err := a.db.QueryContext(ctx, "SELECT")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

// The cancel function goes with the rows.
func (a *api) open(ctx context.Context) (*sql.Rows, context.CancelFunc, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	rows, err := a.db.QueryContext(ctx, "SELECT")
	if err != nil {
		cancel()
		return nil, nil, err
	}
	return rows, cancel, nil
}

// It is told of the end of the request, and does what has to be done then.
func (a *api) told(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	context.AfterFunc(ctx, func() { slog.InfoContext(ctx, "gone") })
}
