package deadline

import (
	"context"
	"errors"
	"log"
	"os"
	"os/signal"
	"time"
)

// The own context is looked at on the way back.
func (l *listener) StartLooks(ctx context.Context) {
	go func() {
		for {
			if err := l.wait(ctx); err != nil {
				if ctx.Err() != nil {
					break
				}
				sleep(ctx, time.Second)
			}
		}
	}()
}

// Both ends of a context are named.
func (l *listener) StartNamesBoth(ctx context.Context) error {
	for {
		err := l.wait(ctx)
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return err
		}
		time.Sleep(time.Second)
	}
}

// The pause hears the context and leaves.
func (l *listener) StartSelects(ctx context.Context) {
	go func() {
		for {
			if err := l.wait(ctx); errors.Is(err, context.Canceled) {
				log.Print("cancelled")
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
			}
		}
	}()
}

// A context of signals has no deadline.
func StartOfProcess() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	l := &listener{}
	for {
		if err := l.wait(ctx); err != nil {
			if errors.Is(err, context.Canceled) {
				return
			}
			time.Sleep(time.Second)
		}
	}
}

// A bounded number of attempts.
func (l *listener) StartBounded(ctx context.Context) error {
	for attempt := 0; ; attempt++ {
		err := l.wait(ctx)
		if errors.Is(err, context.Canceled) {
			return err
		}
		if attempt > 10 {
			return err
		}
		time.Sleep(time.Second)
	}
}

// A helper that is given the context says whether to go on.
func (l *listener) StartAsks(ctx context.Context) {
	go func() {
		for {
			if err := l.wait(ctx); errors.Is(err, context.Canceled) {
				return
			}
			if !pause(ctx) {
				return
			}
		}
	}()
}

func pause(ctx context.Context) bool {
	sleep(ctx, time.Second)
	return ctx.Err() == nil
}
