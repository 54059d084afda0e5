// Package complaint35: return nil under err != nil.
package complaint35

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"time"
)

type worker struct {
	db     *sql.DB
	errs   chan error
	failed int
}

func (w *worker) Start(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			for _, turn := range []func(context.Context) error{w.swallows} {
				turn(ctx)
			}
			w.turn(ctx)
			time.Sleep(time.Second)
		}
	}()
}

func (w *worker) turn(ctx context.Context) {
	var all []error
	all = append(all, w.swallows(ctx), w.swallowsPair(ctx))
	all = append(all, w.logged(ctx), w.counted(ctx), w.sent(ctx), w.matched(ctx), w.matchedBefore(ctx), w.kept(ctx))
	all = append(all, w.returned(ctx), w.judged(ctx), w.notOutside("1"), w.closes(), w.toldInDefer(ctx))
	if _, err := w.answer(ctx); err != nil {
		all = append(all, err)
	}
	for _, err := range all {
		log.Print(err)
	}
}

func (w *worker) swallows(ctx context.Context) error {
	if _, err := w.db.ExecContext(ctx, "delete"); err != nil {
		return nil // want `a failed w.db.ExecContext returns nil here, so the work counts as done and nobody hears of it; return the error, or log it`
	}
	return nil
}

func (w *worker) rows(ctx context.Context) (*sql.Rows, error) {
	rows, err := w.db.QueryContext(ctx, "select")
	if err != nil {
		return nil, nil // want `a failed w.db.QueryContext returns nil here`
	}
	return rows, nil
}

func (w *worker) swallowsPair(ctx context.Context) error {
	rows, err := w.rows(ctx)
	if err != nil {
		return err
	}
	return rows.Close()
}

func (w *worker) logged(ctx context.Context) error {
	if _, err := w.db.ExecContext(ctx, "delete"); err != nil {
		log.Print(err)
		return nil
	}
	return nil
}

func (w *worker) counted(ctx context.Context) error {
	if _, err := w.db.ExecContext(ctx, "delete"); err != nil {
		w.recordFailure()
		return nil
	}
	return nil
}

func (w *worker) recordFailure() { w.failed++ }

func (w *worker) sent(ctx context.Context) error {
	if _, err := w.db.ExecContext(ctx, "delete"); err != nil {
		w.errs <- err
		return nil
	}
	return nil
}

func (w *worker) matched(ctx context.Context) error {
	_, err := w.db.ExecContext(ctx, "delete")
	if err != nil && errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

func (w *worker) matchedBefore(ctx context.Context) error {
	_, err := w.db.ExecContext(ctx, "delete")
	if errors.Is(err, sql.ErrConnDone) {
		return err
	}
	if err != nil {
		return nil
	}
	return nil
}

func (w *worker) kept(ctx context.Context) error {
	var last error
	if _, err := w.db.ExecContext(ctx, "delete"); err != nil {
		last = err
		return nil
	}
	return last
}

func (w *worker) returned(ctx context.Context) error {
	if _, err := w.db.ExecContext(ctx, "delete"); err != nil {
		return err
	}
	return nil
}

func (w *worker) judged(ctx context.Context) error {
	_, err := w.db.ExecContext(ctx, "delete")
	if err != nil && isHarmless(err) {
		return nil
	}
	return err
}

func isHarmless(err error) bool { return err.Error() == "harmless" }

// Another value is an answer.
func (w *worker) answer(ctx context.Context) (bool, error) {
	if _, err := w.db.ExecContext(ctx, "delete"); err != nil {
		return false, nil
	}
	return true, nil
}

// What fails inside the process says something about its input.
func (w *worker) notOutside(text string) error {
	if _, err := time.ParseDuration(text); err != nil {
		return nil
	}
	return errors.New("a duration")
}

func (w *worker) closes() error {
	if err := w.db.Close(); err != nil {
		return nil
	}
	return nil
}

func (w *worker) toldInDefer(ctx context.Context) (err error) {
	defer func() { log.Printf("turn: %v", err) }()
	if _, err = w.db.ExecContext(ctx, "delete"); err != nil {
		return nil
	}
	return nil
}

// Nothing that runs in the background calls it.
func helper(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, "delete"); err != nil {
		return nil
	}
	return nil
}
