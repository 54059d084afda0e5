// Package strict holds what is worth a look in a review.
package strict

import (
	"context"
	"net"
)

type lock interface {
	Lock(context.Context) error
	Unlock(context.Context) error
}

func locked(ctx context.Context, l lock, work func(context.Context) error) error {
	if err := l.Lock(ctx); err != nil {
		return err
	}
	defer l.Unlock(ctx) // want `deferred l.Unlock is given ctx, which may have ended by then: the clean-up then gives up at once`
	return work(ctx)
}

type conn interface {
	Close(context.Context) error
	Read(context.Context) ([]byte, error)
}

func listen(ctx context.Context, c conn, out chan []byte) {
	defer c.Close(ctx) // want `deferred c.Close is given ctx, which has ended when this function is told to stop`
	for {
		data, err := c.Read(ctx)
		if err != nil {
			continue
		}
		select {
		case out <- data:
		case <-ctx.Done():
			return
		}
	}
}

// Without a context there is nothing to say.
func plain(ctx context.Context, c net.Conn) {
	defer c.Close()
	<-ctx.Done()
}
