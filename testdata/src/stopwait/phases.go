package stopwait

import (
	"context"
	"net"
	"net/http"
)

// A service of a host that stops in phases may leave its end to the phase after
// the Stop of all services.
type probes struct {
	http   http.Server
	served chan struct{}
}

func (p *probes) Start(ctx context.Context) error {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", ":0")
	if err != nil {
		return err
	}
	go p.serve(l)
	return nil
}

func (p *probes) serve(l net.Listener) {
	defer close(p.served)
	_ = p.http.Serve(l)
}

func (p *probes) Stop(context.Context) error {
	p.http.SetKeepAlivesEnabled(false)
	return nil
}

func (p *probes) Stopped(ctx context.Context) error {
	err := p.http.Shutdown(ctx)
	select {
	case <-p.served:
	case <-ctx.Done():
	}
	return err
}
