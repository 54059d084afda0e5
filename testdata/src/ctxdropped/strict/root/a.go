// Package root has functions that start things under a root of their own.
package root

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// Command is the context of a command.
type Command struct {
	context.Context
	Args []string
}

func watch(ctx context.Context, db *sql.DB) {
	for ctx.Err() == nil {
		db.PingContext(ctx)
		time.Sleep(time.Second)
	}
}

func Serve(c *Command, db *sql.DB) {
	ctx, cancel := context.WithCancel(context.Background()) // want `what Serve starts runs under context\.Background\(\), and nothing there looks at c\.Context, so whoever calls it cannot stop it; derive the context from c\.Context`
	defer cancel()
	var wg sync.WaitGroup
	go func() {
		watch(ctx, db)
	}()
	watch(ctx, db)
	wg.Wait()
}

// Waits for the one and ends the other.
func Graceful(parent context.Context, db *sql.DB) {
	ctx, cancel := context.WithCancel(context.Background())
	go watch(ctx, db)
	<-parent.Done()
	cancel()
}
