package cancelled

import (
	"context"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"time"
)

type worker struct{ turns int }

func (w *worker) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
			w.turns++
		}
	}
}

func start() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	w := &worker{}
	go func() {
		if err := w.run(ctx); err != nil {
			slog.Error("worker", "err", err) // want `w.run returns context.Canceled once ctx is cancelled, the normal end: every shutdown is logged as an error; leave that error out`
		}
	}()
	if err := w.run(ctx); err != nil {
		log.Fatal(err) // want `w.run returns context.Canceled once ctx is cancelled, the normal end: log.Fatal then ends the process`
	}
}
