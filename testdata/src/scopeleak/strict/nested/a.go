// Package nested has contexts that take the variable of the one that they are made from.
package nested

import (
	"context"
	"time"
)

func list(ctx context.Context, d time.Duration) {
	c, cancel := context.WithCancel(ctx) // want "give the second cancel function a name of its own, and defer both"
	if d > 0 {
		c, cancel = context.WithTimeout(c, d)
	}
	defer cancel()
	_ = c
}
