package crons

import (
	"context"

	"github.com/robfig/cron/v3"
)

type chores struct{ clock *cron.Cron }

func (c *chores) Start(context.Context) error {
	c.clock.Start()
	return nil
}

func (c *chores) Stop(context.Context) error {
	c.clock.Stop() // want `what c\.clock\.Stop leaves under way is cut off at the exit: nobody waits for what it returns; wait for that, and for some seconds at most`
	return nil
}

type careful struct{ clock *cron.Cron }

func (c *careful) Stop(ctx context.Context) error {
	select {
	case <-c.clock.Stop().Done():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
