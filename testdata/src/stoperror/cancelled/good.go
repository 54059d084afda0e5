package cancelled

import (
	"context"
	"errors"
	"log"
	"time"
)

func startWell(ctx context.Context) {
	w := &worker{}
	go func() {
		if err := w.run(ctx); err != nil && !errors.Is(err, context.Canceled) {
			log.Fatal(err)
		}
	}()
	if err := w.run(ctx); err != nil && ctx.Err() == nil {
		log.Fatal(err)
	}
	if err := w.ends(ctx); err != nil {
		log.Fatal(err)
	}
	if err := w.run(context.Background()); err != nil {
		log.Fatal(err)
	}
	if err := w.once(ctx); err != nil {
		log.Fatal(err)
	}
}

// Its stop is no error.
func (w *worker) ends(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Second):
			w.turns++
		}
	}
}

// A call that was interrupted has not done its work.
func (w *worker) once(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Second):
		return nil
	}
}
