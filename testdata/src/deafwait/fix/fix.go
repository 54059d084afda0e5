package fix

import (
	"context"
	"time"
)

const pause = 2 * time.Second

func fetch() error { return nil }

func run(ctx context.Context) {
	for ctx.Err() == nil {
		fetch()
		time.Sleep(pause) // want `cannot be stopped while time\.Sleep lasts`
	}
}

func retry(ctx context.Context, attempt int) error {
	for {
		if err := fetch(); err == nil {
			return nil
		}
		time.Sleep(time.Duration(attempt) * pause) // want `cannot be stopped`
	}
}

// what to return is not known
func find(ctx context.Context) (int, error) {
	for {
		if err := fetch(); err == nil {
			return 1, nil
		}
		time.Sleep(pause) // want `cannot be stopped`
	}
}

// nobody takes the answer once the timer has fired
func ask(ctx context.Context) error {
	answer := make(chan error)
	go func() {
		answer <- fetch() // want `this send on answer blocks for ever when nobody waits for the answer any more, and what runs it with it; make answer with room for one value`
	}()
	select {
	case err := <-answer:
		return err
	case <-time.After(pause):
		return context.DeadlineExceeded
	}
}
