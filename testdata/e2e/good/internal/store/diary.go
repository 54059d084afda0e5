package store

import (
	"context"
	"time"
)

// Note adds an event to the shop's diary. A key that is there already is not
// noted again.
func (s *Store) Note(ctx context.Context, key, text string) error {
	_, err := s.db.ExecContext(ctx,
		`INSERT OR IGNORE INTO events (key, at, text) VALUES (?, ?, ?)`, key, time.Now().UnixMilli(), text)
	return err
}

// PurgeEvents deletes up to limit events before the given time and returns how
// many it deleted.
func (s *Store) PurgeEvents(ctx context.Context, before time.Time, limit int) (int64, error) {
	res, err := s.db.ExecContext(ctx,
		`DELETE FROM events WHERE key IN (SELECT key FROM events WHERE at < ? LIMIT ?)`,
		before.UnixMilli(), limit)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Compact gives the space of deleted rows back.
func (s *Store) Compact(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, `VACUUM`)
	return err
}

// Takings returns the sum of all orders since the given time.
func (s *Store) Takings(ctx context.Context, since time.Time) (int64, error) {
	var sum int64
	row := s.db.QueryRowContext(ctx,
		`SELECT COALESCE(SUM(total), 0) FROM orders WHERE placed_at >= ?`, since.UnixMilli())
	err := row.Scan(&sum)
	return sum, err
}

// DueStatements lists the planned statement days up to today that have not been
// settled.
func (s *Store) DueStatements(ctx context.Context, today time.Time) (days []string, err error) {
	rows, err := s.db.QueryContext(ctx,
		`SELECT day FROM statement_days WHERE settled_at IS NULL AND day <= ?`, today.Format(time.DateOnly))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var day string
		if err := rows.Scan(&day); err != nil {
			return nil, err
		}
		days = append(days, day)
	}
	return days, rows.Err()
}

// SettleStatement notes that the statement of a day has gone out.
func (s *Store) SettleStatement(ctx context.Context, day string) error {
	_, err := s.db.ExecContext(ctx,
		`UPDATE statement_days SET settled_at = ? WHERE day = ?`, time.Now().UnixMilli(), day)
	return err
}
