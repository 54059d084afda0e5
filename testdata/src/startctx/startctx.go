package startctx

import (
	"context"
	"net/http"
	"time"

	"go.uber.org/fx"
)

type poller struct {
	client *http.Client
	every  time.Duration
	ctx    context.Context
	cancel context.CancelFunc
}

func (p *poller) poll(ctx context.Context) {
	tick := time.NewTicker(p.every)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			p.ask(ctx)
		case <-ctx.Done():
			return
		}
	}
}

func (p *poller) ask(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "a", nil)
	if err != nil {
		return err
	}
	_, err = p.client.Do(req)
	return err
}

// docs:bad

func register(lc fx.Lifecycle, p *poller) {
	lc.Append(fx.Hook{
		OnStart: func(ctx context.Context) error {
			go p.poll(ctx) // want `\(\*poller\)\.poll lives on ctx, the context of a hook, which ends when the hook or the phase is over; give it a context that its stop hook cancels, made with context\.WithCancel\(context\.WithoutCancel\(ctx\)\)`
			return nil
		},
	})
}

// docs:end

func hooks(lc fx.Lifecycle, p *poller) {
	lc.Append(fx.StartHook(func(ctx context.Context) {
		go func() {
			p.poll(ctx) // want `this goroutine lives on ctx, the context of a hook`
		}()
	}))
	lc.Append(fx.StartStopHook(p.Start, p.Stop))
	lc.Append(fx.Hook{
		OnStart: func(ctx context.Context) error {
			p.ctx, p.cancel = context.WithCancel(ctx) // want `the field ctx keeps the context of a hook`
			go p.poll(p.ctx)
			return nil
		},
	})
	lc.Append(fx.Hook{
		OnStart: func(ctx context.Context) error {
			return p.begin(ctx)
		},
	})
}

// Start is a hook, by the method value that is registered.
func (p *poller) Start(ctx context.Context) error {
	run, cancel := context.WithCancel(ctx)
	p.cancel = cancel
	go p.poll(run) // want `\(\*poller\).poll lives on run, the context of a hook`
	return nil
}

func (p *poller) Stop(ctx context.Context) error {
	p.cancel()
	return nil
}

// begin is two calls deep.
func (p *poller) begin(ctx context.Context) error {
	p.watch(ctx)
	return nil
}

func (p *poller) watch(ctx context.Context) {
	go p.poll(ctx) // want `\(\*poller\).poll lives on ctx, the context of a hook, .* \(hooks -> \(\*poller\).begin -> \(\*poller\).watch\)`
}

// The caller gives the start a deadline.
func main() {
	p := &other{}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	p.StartPolling(ctx)
	select {}
}

type other struct{ poller }

func (o *other) StartPolling(ctx context.Context) {
	go o.poll(ctx) // want `\(\*poller\).poll lives on ctx, which main gives a deadline for the start: it stops then, however long the service is to live; hand the context without the deadline to what lives on`
}
