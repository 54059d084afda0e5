// Package fix has starters that recover and are used in the same way.
package fix

import (
	"context"
	"database/sql"
	"log"
	"sync"
	"time"
)

type tasks struct{ wg sync.WaitGroup }

func (t *tasks) Run(work func()) {
	t.wg.Add(1)
	go func() {
		defer t.wg.Done()
		work()
	}()
}

func (t *tasks) RunSafe(work func()) {
	t.wg.Add(1)
	go func() {
		defer t.wg.Done()
		defer caught()
		work()
	}()
}

func caught() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func goSafe(work func()) {
	go func() {
		defer caught()
		work()
	}()
}

type cleaner struct {
	db    *sql.DB
	tasks tasks
}

func (c *cleaner) loop(ctx context.Context) {
	for ctx.Err() == nil {
		if _, err := c.db.ExecContext(ctx, "delete from sessions"); err != nil {
			log.Print(err)
		}
		time.Sleep(time.Minute)
	}
}

func (c *cleaner) Start(ctx context.Context) {
	goSafe(func() { c.loop(ctx) })
	c.tasks.Run(func() { c.loop(ctx) }) // want `\(\*tasks\)\.Run does not recover it, as \(\*tasks\)\.RunSafe does for others`

	go func() { // want `a plain go statement does not recover it, as goSafe does for others`
		c.loop(ctx)
	}()
	go c.loop(ctx) // want `a plain go statement does not recover it`
}
