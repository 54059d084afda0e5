package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Kind names a sort of job.
type Kind string

// The sorts of jobs that an order calls for.
const (
	Mail    Kind = "mail"
	Receipt Kind = "receipt"
	Reserve Kind = "reserve"
)

// Job is a piece of work that survives restarts.
type Job struct {
	ID       int64
	OrderID  string
	Attempts int
}

// ClaimJob takes the next due job of a kind. The job falls due again when it is
// neither finished nor released within the lease.
func (s *Store) ClaimJob(ctx context.Context, kind Kind, lease time.Duration) (job Job, found bool, err error) {
	now := time.Now()
	row := s.db.QueryRowContext(ctx,
		`UPDATE jobs SET due_at = ?, attempts = attempts + 1
		WHERE id = (SELECT id FROM jobs WHERE kind = ? AND done_at IS NULL AND due_at <= ? ORDER BY due_at LIMIT 1)
		RETURNING id, order_id, attempts`,
		now.Add(lease).UnixMilli(), kind, now.UnixMilli())
	err = row.Scan(&job.ID, &job.OrderID, &job.Attempts)
	if errors.Is(err, sql.ErrNoRows) {
		return Job{}, false, nil
	}
	return job, err == nil, err
}

// ReleaseJob gives a claimed job back, to be taken again after the pause.
func (s *Store) ReleaseJob(ctx context.Context, id int64, pause time.Duration) error {
	_, err := s.db.ExecContext(ctx,
		`UPDATE jobs SET due_at = ? WHERE id = ? AND done_at IS NULL`,
		time.Now().Add(pause).UnixMilli(), id)
	return err
}

// FinishMail notes that the mail of a job has been sent.
func (s *Store) FinishMail(ctx context.Context, job Job) error {
	return s.finish(ctx, job.ID, func(tx *sql.Tx, now int64) error {
		_, err := tx.ExecContext(ctx, `UPDATE orders SET mailed_at = ? WHERE id = ?`, now, job.OrderID)
		return err
	})
}

// FinishReceipt keeps the receipt that a job has made.
func (s *Store) FinishReceipt(ctx context.Context, job Job, pdf []byte) error {
	return s.finish(ctx, job.ID, func(tx *sql.Tx, _ int64) error {
		_, err := tx.ExecContext(ctx, `UPDATE orders SET receipt = ? WHERE id = ?`, pdf, job.OrderID)
		return err
	})
}

// FinishReserve takes the articles of an order out of the stock, once.
func (s *Store) FinishReserve(ctx context.Context, jobID int64, orderID string) error {
	return s.finish(ctx, jobID, func(tx *sql.Tx, now int64) error {
		_, err := tx.ExecContext(ctx,
			`UPDATE stock SET reserved = reserved + o.quantity FROM orders o WHERE o.id = ? AND stock.sku = o.sku`, orderID)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE orders SET reserved_at = ? WHERE id = ?`, now, orderID)
		return err
	})
}

// finish marks a job as done together with its effect; a job that is already
// done stays as it is.
func (s *Store) finish(ctx context.Context, id int64, effect func(tx *sql.Tx, now int64) error) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		now := time.Now().UnixMilli()
		res, err := tx.ExecContext(ctx, `UPDATE jobs SET done_at = ? WHERE id = ? AND done_at IS NULL`, now, id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return effect(tx, now)
	})
}

// RepeatReceipts makes the receipts of the given orders due again.
func (s *Store) RepeatReceipts(ctx context.Context, orderIDs []string) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		for _, id := range orderIDs {
			_, err := tx.ExecContext(ctx,
				`UPDATE jobs SET done_at = NULL, due_at = ? WHERE kind = ? AND order_id = ?`,
				time.Now().UnixMilli(), Receipt, id)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// PurgeJobs deletes up to limit jobs that were done before the given time and
// returns how many it deleted.
func (s *Store) PurgeJobs(ctx context.Context, before time.Time, limit int) (int64, error) {
	res, err := s.db.ExecContext(ctx,
		`DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE done_at < ? LIMIT ?)`,
		before.UnixMilli(), limit)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}
