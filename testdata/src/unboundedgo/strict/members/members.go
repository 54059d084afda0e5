// Package members is what a strict run says of collections that grow while the
// program runs; workers are not counted.
package members

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"time"
)

type remote struct{ url string }

type pool struct {
	db       *sql.DB
	remotes  []*remote
	watchers []*watcher
}

// ServeHTTP adds a remote that joined; there are as many as the system has.
func (p *pool) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var joined remote
	if err := json.NewDecoder(r.Body).Decode(&joined); err != nil {
		return
	}
	p.remotes = append(p.remotes, &joined)
}

func (p *pool) pings(ctx context.Context) {
	for _, r := range p.remotes {
		go p.ping(ctx, r) // want `a goroutine for each element of p\.remotes runs \(\*pool\)\.ping, all at once`
	}
}

func (p *pool) ping(ctx context.Context, r *remote) {
	_, _ = p.db.ExecContext(ctx, "insert into pings values (?)", r.url)
}

type watcher struct {
	db   *sql.DB
	name string
}

// run goes on until it is told to stop.
func (w *watcher) run(ctx context.Context) {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			_, _ = w.db.ExecContext(ctx, "select check(?)", w.name)
		case <-ctx.Done():
			return
		}
	}
}

func (p *pool) names(ctx context.Context) ([]string, error) {
	rows, err := p.db.QueryContext(ctx, "select name from names")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, rows.Err()
}

// watches starts a worker for each name, through a literal.
func (p *pool) watches(ctx context.Context) error {
	names, err := p.names(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		go func() { (&watcher{p.db, name}).run(ctx) }()
	}
	return nil
}
