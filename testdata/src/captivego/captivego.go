package captivego

import (
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

type api struct {
	client *http.Client
	db     *sql.DB
	pool   pool
	ctx    context.Context
}

type pool struct{ jobs chan func() }

func (p *pool) Submit(job func()) {
	go job()
}

func (a *api) scan(ctx context.Context, name string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, name, nil)
	if err != nil {
		return err
	}
	res, err := a.client.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// docs:bad

func (a *api) handle(w http.ResponseWriter, r *http.Request) {
	go a.scan(r.Context(), r.URL.Path) // want `\(\*api\)\.scan goes on with r\.Context\(\), which is cancelled as soon as \(\*api\)\.handle returns; use context\.WithoutCancel\(r\.Context\(\)\) before the go statement, or the service's own context`
	w.WriteHeader(http.StatusAccepted)
}

// docs:end

func (a *api) closure(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	go func() {
		a.scan(r.Context(), name) // want `this goroutine goes on with r.Context\(\), which is cancelled as soon as \(\*api\).closure returns`
	}()
	w.WriteHeader(http.StatusAccepted)
}

func (a *api) derived(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
	go func() {
		defer cancel()
		a.scan(ctx, "a") // want `this goroutine goes on with ctx, which is cancelled as soon as \(\*api\).derived returns`
	}()
	w.WriteHeader(http.StatusAccepted)
}

func (a *api) submit(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	a.pool.Submit(func() {
		a.scan(ctx, "a") // want `goes on with ctx, which is cancelled as soon as \(\*api\).submit returns`
	})
	w.WriteHeader(http.StatusAccepted)
}

func (a *api) later(w http.ResponseWriter, r *http.Request) {
	time.AfterFunc(time.Minute, func() {
		a.scan(r.Context(), "a") // want `goes on with r.Context\(\), which is cancelled as soon as \(\*api\).later returns`
	})
	w.WriteHeader(http.StatusAccepted)
}

// The go statement is in what the handler calls.
func (a *api) callee(w http.ResponseWriter, r *http.Request) {
	a.start(r.Context())
	w.WriteHeader(http.StatusAccepted)
}

func (a *api) start(ctx context.Context) {
	go a.scan(ctx, "a") // want `\(\*api\).scan goes on with ctx, which is cancelled as soon as \(\*api\).callee returns; .* \(\(\*api\).callee -> \(\*api\).start\)`
}

// A function that others call with what context they have.
func (a *api) Place(ctx context.Context, name string) error {
	if err := a.scan(ctx, name); err != nil {
		return err
	}
	go a.scan(ctx, "placed") // want `\(\*api\).scan goes on with ctx of a caller, who may be done with it as soon as \(\*api\).Place returns`
	return nil
}

func (a *api) reprint(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), time.Minute)
	defer cancel()
	go a.scan(ctx, "all") // want `\(\*api\).scan goes on with ctx, which \(\*api\).reprint cancels as it returns; let the goroutine make and cancel its own context, or wait for it`
	w.WriteHeader(http.StatusAccepted)
}

func (a *api) request(w http.ResponseWriter, r *http.Request) {
	go a.note(r) // want `\(\*api\).note uses r, whose body is closed and whose context is cancelled when \(\*api\).request returns`
	go func() {
		io.ReadAll(r.Body) // want `this goroutine uses r, whose body is closed`
	}()
	go func() {
		json.NewEncoder(w).Encode("late") // want `this goroutine uses w, which may not be used once \(\*api\).request has returned`
	}()
}

func (a *api) note(r *http.Request) {
	a.scan(r.Context(), r.RemoteAddr)
}

func (a *api) transaction(ctx context.Context) error {
	tx, err := a.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	go func() {
		tx.Exec("INSERT") // want `this goroutine uses tx, a transaction that ends while it runs`
	}()
	return tx.Commit()
}

func (a *api) rows(ctx context.Context) (*sql.Rows, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return a.db.QueryContext(ctx, "SELECT") // want `rows that a.db.QueryContext returns lives on ctx, which \(\*api\).rows cancels before anybody has read it`
}

func (a *api) fetch(ctx context.Context) (io.ReadCloser, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "a", nil)
	if err != nil {
		return nil, err
	}
	res, err := a.client.Do(req) // want `response that a.client.Do returns lives on ctx`
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

type storage interface {
	Open(context.Context, string) (io.ReadCloser, error)
}

type reader struct {
	files storage
	file  io.ReadCloser
}

func (r *reader) next() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	file, err := r.files.Open(ctx, "a") // want `reader that r.files.Open returns lives on ctx, which \(\*reader\).next cancels`
	cancel()
	if err != nil {
		return err
	}
	r.file = file
	return nil
}

