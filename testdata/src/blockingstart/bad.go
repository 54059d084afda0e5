package blockingstart

import (
	"context"
	"net"
	"net/http"
	"time"

	"go.uber.org/fx"
	"golang.org/x/sync/errgroup"

	"github.com/bgvet/bgvet/testdata/src/blockingstart/lib"
)

func work() { time.Sleep(time.Second) }

type api struct {
	srv  *http.Server
	jobs chan int
	lib  *lib.Server
}

// docs:bad

func register(lc fx.Lifecycle, a *api) {
	lc.Append(fx.Hook{
		OnStart: func(ctx context.Context) error {
			return a.srv.ListenAndServe() // want `the start-up never ends: Hook\.OnStart waits for this hook to return, which stays in \(\*http\.Server\)\.ListenAndServe; start that with go, and stop it in the stop hook`
		},
		OnStop: func(ctx context.Context) error { return a.srv.Shutdown(ctx) },
	})
}

// docs:end

func hooks(lc fx.Lifecycle, a *api) {
	lc.Append(fx.Hook{OnStart: func(ctx context.Context) error {
		for { // want `which stays in a loop that goes on`
			work()
		}
	}})
	lc.Append(fx.StartHook(func(ctx context.Context) {
		<-ctx.Done() // want `fx\.StartHook waits for this hook to return, which stays in the wait for ctx\.Done\(\)`
	}))
	lc.Append(fx.StartStopHook(a.begin, a.end))
	lc.Append(fx.StartHook(a.lib.Forever)) // want `waits for \(\*lib\.Server\)\.Forever to return, which stays in a loop that goes on; start it with go`
	lc.Append(fx.StartHook(func(ctx context.Context) error {
		return a.lib.Run(ctx) // want `which stays in a loop that goes on; start that with go, and stop it in the stop hook \(\(\*lib\.Server\)\.Run\)`
	}))
	lc.Append(fx.StartHook(func() error {
		if err := a.deep(); err != nil { // want `which stays in a loop that goes on; start that with go, and stop it in the stop hook \(\(\*api\)\.deep -> \(\*api\)\.deeper\)`
			return err
		}
		return nil
	}))
	lc.Append(fx.StartHook(func() error {
		var g errgroup.Group
		g.Go(func() error {
			for j := range a.jobs {
				_ = j
				work()
			}
			return nil
		})
		return g.Wait() // want `which stays in the wait for`
	}))
}

// a method value
func (a *api) begin(ctx context.Context) error {
	ln, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	return a.srv.Serve(ln) // want `fx\.StartStopHook waits for this hook to return, which stays in \(\*http\.Server\)\.Serve`
}

func (a *api) end(ctx context.Context) error { return a.srv.Shutdown(ctx) }

func (a *api) deep() error { return a.deeper() }

func (a *api) deeper() error {
	for range a.jobs {
		work()
	}
	return nil
}

// Start of a type of one's own, which the package calls and goes on.
type poller struct{ quit chan struct{} }

func (p *poller) Start() {
	for { // want `\(\*poller\)\.Start does not return before it is stopped, so that whoever calls it to start this never comes to the next: it stays in a loop that goes on; start that with go, and stop it in the stop method`
		select {
		case <-p.quit:
			return
		case <-time.After(time.Second):
			work()
		}
	}
}

func (p *poller) Stop() { close(p.quit) }

func startAll(a *api) error {
	p := &poller{quit: make(chan struct{})}
	p.Start()
	return a.ready()
}

func run(a *api) {
	if err := startAll(a); err != nil {
		return
	}
	work()
}

func (a *api) ready() error { return nil }

func more(a *api) {
	p := &poller{quit: make(chan struct{})}
	p.Start()
	work()
	defer p.Stop()
}
