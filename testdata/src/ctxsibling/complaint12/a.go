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

// Looked into, and waiting for nothing that is known to wait.
type Rule interface{ Apply() error }

func Validate(rules ...Rule) error {
	for _, r := range rules {
		if err := r.Apply(); err != nil {
			return err
		}
	}
	return nil
}

func ValidateWithContext(ctx context.Context, rules ...Rule) error { return Validate(rules...) }

type zero struct{}

func (zero) Error() string { return "zero" }

var errZero zero

func Run(ctx context.Context, l *Log, c Checker) error {
	slog.Info("begin")
	slog.Default().Warn("begin")
	l.Info("begin")
	if err := Validate(); err != nil {
		return err
	}
	return c.Check(1)
}
