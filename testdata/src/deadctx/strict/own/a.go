// Package own has a Once whose function is only told of something.
package own

import (
	"context"
	"sync"
)

type limiter interface{ Finished(ctx context.Context) }

type Client struct {
	once   sync.Once
	limits limiter
}

func (c *Client) Done(ctx context.Context) {
	c.once.Do(func() {
		c.limits.Finished(ctx) // want `this runs once, and fails for good when ctx of the first caller ends`
	})
}
