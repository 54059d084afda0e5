// Package complaint65: what Acquire says is dropped.
package complaint65

import (
	"context"
	"log"

	"golang.org/x/sync/semaphore"
)

var sem = semaphore.NewWeighted(4)

func blank(ctx context.Context) {
	_ = sem.Acquire(ctx, 1) // want "nobody looks at what sem.Acquire says"
	defer sem.Release(1)
}

func statement(ctx context.Context) {
	sem.Acquire(ctx, 1) // want "nobody looks at what sem.Acquire says"
	defer sem.Release(1)
}

func logged(ctx context.Context) {
	if err := sem.Acquire(ctx, 1); err != nil { // want "nobody looks at what sem.Acquire says"
		log.Print(err)
	}
	defer sem.Release(1)
}

func try() {
	sem.TryAcquire(1) // want "nobody looks at what sem.TryAcquire says"
	defer sem.Release(1)
}

func returned(ctx context.Context) error {
	if err := sem.Acquire(ctx, 1); err != nil {
		return err
	}
	defer sem.Release(1)
	return nil
}

func kept(ctx context.Context) {
	err := sem.Acquire(ctx, 1)
	if err != nil {
		log.Print(err)
		return
	}
	defer sem.Release(1)
}

// never fails: nothing ends this context.
func never() {
	_ = sem.Acquire(context.Background(), 1)
	defer sem.Release(1)
}

func fatal(ctx context.Context) {
	if err := sem.Acquire(ctx, 1); err != nil {
		log.Fatal(err)
	}
	defer sem.Release(1)
}
