package riverhost

import (
	"context"
	"errors"

	"github.com/bgvet/bgvet/runtime/host"
)

// Dashboard returns the service that runs what is behind the handler of River UI,
// *riverui.Handler. The handler itself is mounted by whoever serves HTTP, behind
// what tells friend from foe: it can retry and delete jobs.
func Dashboard(handler interface{ Start(context.Context) error }) host.HostedService {
	return &dashboard{handler: handler}
}

type dashboard struct {
	handler interface{ Start(context.Context) error }
	cancel  context.CancelFunc
}

// Start starts the handler's queries, which outlive ctx.
func (d *dashboard) Start(ctx context.Context) error {
	if d.handler == nil {
		return errors.New("riverhost: handler is nil")
	}
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	if err := d.handler.Start(run); err != nil {
		cancel()
		return err
	}
	d.cancel = cancel
	return nil
}

// Stop ends them.
func (d *dashboard) Stop(context.Context) error {
	if d.cancel != nil {
		d.cancel()
	}
	return nil
}
