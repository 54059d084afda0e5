package complaint12

import (
	"context"
	"log/slog"
)

// Siblings that carry values only.
type Log struct{ out *slog.Logger }

func (l *Log) Info(msg string)                             { l.out.Info(msg) }
func (l *Log) InfoContext(ctx context.Context, msg string) { l.out.InfoContext(ctx, msg) }

type Checker struct{}

func (Checker) Check(n int) error {
	if n == 0 {
		return errZero
	}
	return nil
}

func (c Checker) CheckCtx(ctx context.Context, n int) error { return c.Check(n) }

type zero struct{}

func (zero) Error() string { return "zero" }

var errZero zero

func Run(ctx context.Context, l *Log, c Checker) error {
	slog.Info("begin")
	slog.Default().Warn("begin")
	l.Info("begin")
	return c.Check(1)
}
