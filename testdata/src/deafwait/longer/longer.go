// Package longer is of a project whose stops may sit out five seconds.
package longer

import (
	"context"
	"time"
)

func poll() error { return nil }

func run(ctx context.Context) {
	for ctx.Err() == nil {
		poll()
		time.Sleep(4 * time.Second)
	}
}

func slower(ctx context.Context) {
	for ctx.Err() == nil {
		poll()
		time.Sleep(6 * time.Second) // want `cannot be stopped while time\.Sleep lasts`
	}
}
