// Package poison has batches of which one bad item stops all others.
package poison

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log"
	"time"
)

type job struct {
	id   int64
	meta []byte
}

type rescuer struct{ db *sql.DB }

func (r *rescuer) stuck(ctx context.Context) ([]job, error) {
	rows, err := r.db.QueryContext(ctx, "select id, meta from jobs")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []job
	for rows.Next() {
		var j job
		if err := rows.Scan(&j.id, &j.meta); err != nil {
			return nil, err
		}
		out = append(out, j)
	}
	return out, rows.Err()
}

func (r *rescuer) Start(ctx context.Context) {
	go func() {
		tick := time.NewTicker(time.Minute)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if err := r.round(ctx); err != nil {
					log.Print(err)
				}
				r.roundAll(ctx)
			}
		}
	}()
}

func (r *rescuer) round(ctx context.Context) error {
	jobs, err := r.stuck(ctx)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		var meta map[string]string
		if err := json.Unmarshal(j.meta, &meta); err != nil {
			return fmt.Errorf("job %d: %w", j.id, err) // want `one item that json\.Unmarshal refuses ends the whole batch, this time and every time it is taken up again: nothing behind it is ever reached; log it and continue with the next item`
		}
		if _, err := r.db.ExecContext(ctx, "update jobs set state = 1 where id = ?", j.id); err != nil {
			return err // the database is down, for all of them
		}
	}
	return nil
}

// roundAll leaves out the bad one.
func (r *rescuer) roundAll(ctx context.Context) {
	jobs, err := r.stuck(ctx)
	if err != nil {
		return
	}
	for _, j := range jobs {
		var meta map[string]string
		if err := json.Unmarshal(j.meta, &meta); err != nil {
			log.Print(err)
			continue
		}
	}
}

// Import is called by somebody, who hears of it.
func (r *rescuer) Import(ctx context.Context) error {
	jobs, err := r.stuck(ctx)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		var meta map[string]string
		if err := json.Unmarshal(j.meta, &meta); err != nil {
			return err
		}
	}
	return nil
}
