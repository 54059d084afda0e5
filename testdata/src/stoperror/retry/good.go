package retry

import (
	"context"
	"errors"
	"log"
	"time"
)

func (c *client) UntilConnectedOrDone(ctx context.Context) error {
	for {
		err := c.connect(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func (c *client) RunWhile(ctx context.Context) {
	for ctx.Err() == nil {
		if err := c.connect(ctx); err != nil {
			log.Printf("connect: %v", err)
			time.Sleep(time.Second)
		}
	}
}

// A context that never ends.
func (c *client) RunForEver() {
	ctx := context.WithValue(context.Background(), key{}, "id")
	for {
		if err := c.connect(ctx); err != nil {
			time.Sleep(time.Second)
		}
	}
}

type key struct{}

// The next turn is about the next message; its channel ends the loop.
func (c *client) RunMessages(ctx context.Context, in chan string) {
	for {
		msg, ok := <-in
		if !ok {
			return
		}
		if err := c.connect(ctx); err != nil {
			log.Printf("%s: %v", msg, err)
		}
	}
}

// The error ends the loop, whatever it is.
func (c *client) RunOnce(ctx context.Context) error {
	for {
		if err := c.connect(ctx); err != nil {
			return err
		}
	}
}

// The process ends.
func (c *client) RunFatal(ctx context.Context) {
	for {
		if err := c.connect(ctx); err != nil {
			log.Fatal(err)
		}
	}
}

// A helper that judges the error.
func (c *client) RunJudged(ctx context.Context) {
	for {
		if err := c.connect(ctx); err != nil && !worthRetrying(err) {
			return
		}
		time.Sleep(time.Second)
	}
}

func worthRetrying(err error) bool { return !errors.Is(err, context.Canceled) }

// A callee that takes the context for its values does not fail with it.
func (c *client) RunValues(ctx context.Context, stop *bool) {
	for {
		if err := remember(ctx); err != nil {
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

func remember(ctx context.Context) error {
	if ctx.Value(key{}) == nil {
		return errors.New("no id")
	}
	return nil
}
