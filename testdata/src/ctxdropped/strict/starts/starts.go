// Package starts starts what lives on its own.
package starts

import "context"

// Service is implemented elsewhere.
type Service interface {
	StartAsync(ctx context.Context) error
	AwaitRunning(ctx context.Context) error
	StopAsync()
	Fetch(ctx context.Context) error
}

func stopAndWait(ctx context.Context, s Service) error {
	s.StopAsync()
	return s.AwaitRunning(ctx)
}

// It stops what it started when its turn has come.
type Module struct {
	inner  Service
	helper Service
	lost   Service
}

func (m *Module) Start(ctx context.Context) error {
	if err := m.inner.StartAsync(context.Background()); err != nil {
		return err
	}
	if err := m.helper.StartAsync(context.Background()); err != nil {
		return err
	}
	if err := m.lost.StartAsync(context.Background()); err != nil { // want `m\.lost\.StartAsync runs under context\.Background\(\).*pass ctx`
		return err
	}
	if err := m.inner.Fetch(context.Background()); err != nil { // want `m\.inner\.Fetch runs under context\.Background\(\).*pass ctx`
		return err
	}
	go m.run(ctx)
	return nil
}

func (m *Module) run(ctx context.Context) {
	for ctx.Err() == nil {
		_ = m.inner.Fetch(ctx)
	}
}

func (m *Module) Stop(ctx context.Context) error {
	m.helper.StopAsync()
	return stopAndWait(ctx, m.inner)
}
