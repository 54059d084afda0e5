package signs

import (
	"context"
	"time"
)

// docs:good
type table interface {
	Claim(ctx context.Context) (order, bool, error)
}

type durableMailer struct {
	table table
	stop  chan struct{}
}

func (m *durableMailer) Run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-m.stop:
			return
		case <-tick.C:
			if o, ok, err := m.table.Claim(ctx); err == nil && ok {
				sendMail(ctx, o.id)
			}
		}
	}
}

// docs:end

// polls only reads.
func polls(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			fetch(ctx)
		}
	}
}

// counter: nothing outside.
type counter struct {
	events chan order
	n      int
}

func newCounter() *counter { return &counter{events: make(chan order, 100)} }

func (c *counter) add(o order) { c.events <- o }

func (c *counter) Run() {
	for range c.events {
		c.n++
	}
}

func startAll(ctx context.Context, m *durableMailer, c *counter) {
	go m.Run(ctx)
	go polls(ctx)
	go c.Run()
}

// isWeekend only asks for the weekday.
func isWeekend(t time.Time) bool {
	return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
}
