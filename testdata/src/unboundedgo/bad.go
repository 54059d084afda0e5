package unboundedgo

import (
	"context"
	"database/sql"
	"net/http"
	"sync"

	"golang.org/x/sync/errgroup"
)

type message struct{ id, body string }

type store struct{ db *sql.DB }

func (s *store) save(ctx context.Context, m message) error {
	_, err := s.db.ExecContext(ctx, "insert into messages values (?, ?)", m.id, m.body)
	return err
}

func (s *store) customers(ctx context.Context) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, "select id from customers")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// docs:bad
type auditor struct {
	store *store
	queue chan message
}

func (a *auditor) Run(ctx context.Context) {
	for m := range a.queue {
		go a.record(ctx, m) // want `a goroutine for each message of a\.queue runs \(\*auditor\)\.record, and nothing bounds them: when they come faster than they end, goroutines pile up until memory runs out; let a fixed number of workers range over the channel, or take a slot of a semaphore before the goroutine starts`
	}
}

func (a *auditor) record(ctx context.Context, m message) {
	_ = a.store.save(ctx, m)
}

// docs:end

// selects: the message is taken by a case.
func (a *auditor) selects(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-a.queue:
			go func() { // want "a goroutine for each message of a.queue"
				a.record(ctx, m)
			}()
		}
	}
}

type consumer struct {
	http  *http.Client
	store *store
}

func (c *consumer) fetch(ctx context.Context) (message, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", "http://queue/next", nil)
	if err != nil {
		return message{}, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return message{}, err
	}
	defer resp.Body.Close()
	return message{id: resp.Header.Get("Id")}, nil
}

// Run fetches from something outside.
func (c *consumer) Run(ctx context.Context) {
	for ctx.Err() == nil {
		m, err := c.fetch(ctx)
		if err != nil {
			return
		}
		go c.store.save(ctx, m) // want "a goroutine for each message of c.fetch"
	}
}

// letters: joined, but the number of customers is that of a table.
func (c *consumer) letters(ctx context.Context) error {
	ids, err := c.store.customers(ctx)
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	for _, id := range ids {
		g.Go(func() error { // want "a goroutine for each element of ids runs .*, all at once: a long list .*; call g.SetLimit before"
			return c.store.save(ctx, message{id: id})
		})
	}
	return g.Wait()
}

func (c *consumer) waited(ctx context.Context) {
	ids, _ := c.store.customers(ctx)
	var wg sync.WaitGroup
	for i := 0; i < len(ids); i++ {
		wg.Go(func() { // want "a goroutine for each turn of the loop runs .*, all at once"
			_ = c.store.save(ctx, message{id: ids[i]})
		})
	}
	wg.Wait()
}

// cursor starts one for each row.
func (c *consumer) cursor(ctx context.Context) {
	rows, err := c.store.db.QueryContext(ctx, "select id from customers")
	if err != nil {
		return
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		_ = rows.Scan(&id)
		go c.store.save(ctx, message{id: id}) // want "a goroutine for each turn of the loop"
	}
}
