package foreign

import (
	"context"
	"errors"
	"net"
	"time"
)

type elector struct{ dialer net.Dialer }

func (e *elector) elect(ctx context.Context) error {
	conn, err := e.dialer.DialContext(ctx, "tcp", "localhost:1")
	if err != nil {
		return err
	}
	return conn.Close()
}

// The call is given the loop's own context: most Canceled errors are its end,
// but not all.
func (e *elector) Start(ctx context.Context) {
	go func() {
		for {
			if err := e.elect(ctx); err != nil {
				if errors.Is(err, context.Canceled) || ctx.Err() != nil { // want `a context.Canceled out of e.elect ends this loop while its own ctx may be alive`
					return
				}
			}
			time.Sleep(time.Second)
		}
	}()
}

// The error comes from elsewhere.
func (e *elector) Watch(ctx context.Context, errs chan error) {
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case err := <-errs:
				if errors.Is(err, context.Canceled) { // want `a context.Canceled that comes from elsewhere ends this loop`
					return
				}
			}
		}
	}()
}

// Its caller gets the error and may know better.
func (e *elector) Run(ctx context.Context) { go e.run(ctx) }

func (e *elector) run(ctx context.Context) error {
	for {
		turn, cancel := context.WithTimeout(ctx, time.Second)
		err := e.elect(turn)
		cancel()
		if errors.Is(err, context.DeadlineExceeded) { // want `a context.DeadlineExceeded out of e.elect ends this loop`
			return err
		}
		if ctx.Err() != nil {
			return nil
		}
		time.Sleep(time.Second)
	}
}

// Only its own end ends it.
func (e *elector) StartWell(ctx context.Context) {
	go func() {
		for {
			if err := e.elect(ctx); err != nil && ctx.Err() != nil {
				return
			}
			time.Sleep(time.Second)
		}
	}()
}
