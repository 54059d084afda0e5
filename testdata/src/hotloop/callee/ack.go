package callee

import (
	"context"
	"database/sql"
	"log"
	"time"
)

type queue struct{ db *sql.DB }

func (q *queue) Receive(ctx context.Context) ([]int, error) {
	rows, err := q.db.QueryContext(ctx, "select id from batch")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

func (q *queue) Ack(ctx context.Context, id int) error {
	_, err := q.db.ExecContext(ctx, "delete from batch where id = $1", id)
	return err
}

// It waits after a failed fetch and for an empty batch, but not after a failed
// ack, which leaves the batch where it is.
func consume(ctx context.Context, q *queue) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		ids, err := q.Receive(ctx)
		if err != nil {
			if err := pause(ctx); err != nil {
				return err
			}
			time.Sleep(time.Second)
			continue
		}
		if len(ids) == 0 {
			time.Sleep(time.Second)
			continue
		}
		if err := q.Ack(ctx, ids[0]); err != nil { // want `when q.Ack fails, q.Receive hands out the same work again at once`
			log.Print(err)
		}
	}
}

// What failed for one of many is looked at behind the inner loop.
func nacks(ctx context.Context, q *queue) error {
	for {
		ids, err := q.Receive(ctx)
		if err != nil || len(ids) == 0 {
			if err := pause(ctx); err != nil {
				return err
			}
			continue
		}
		failed := false
		for _, id := range ids {
			if err := q.NackOne(ctx, id); err != nil {
				failed = true
				continue
			}
		}
		if failed {
			time.Sleep(time.Second)
		}
	}
}

func (q *queue) NackOne(ctx context.Context, id int) error { return q.Ack(ctx, id) }

func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Second):
		return nil
	}
}

func consumeWell(ctx context.Context, q *queue) error {
	for {
		ids, err := q.Receive(ctx)
		if err != nil || len(ids) == 0 {
			if err := pause(ctx); err != nil {
				return err
			}
			continue
		}
		if err := q.Ack(ctx, ids[0]); err != nil {
			log.Print(err)
			if err := pause(ctx); err != nil {
				return err
			}
		}
	}
}
