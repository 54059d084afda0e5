// Package notice has loops whose end somebody sees.
package notice

import (
	"context"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/oklog/run"
	"github.com/thejerf/suture/v4"
	"golang.org/x/sync/errgroup"
	"k8s.io/apimachinery/pkg/util/wait"
)

type svc struct {
	url    string
	errs   chan error
	done   chan struct{}
	cancel context.CancelFunc
	status string
}

func (s *svc) fetch() error {
	resp, err := http.Get(s.url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (s *svc) poll(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
			if err := s.fetch(); err != nil {
				return err
			}
		}
	}
}

func (s *svc) Start(ctx context.Context) error {
	// Sent on a channel.
	go func() { s.errs <- s.poll(ctx) }()
	go func() {
		if err := s.poll(ctx); err != nil {
			s.errs <- err
		}
	}()
	// Ends the process, or what belongs together, loudly.
	go func() {
		if err := s.poll(ctx); err != nil {
			log.Fatal(err)
		}
	}()
	go func() {
		defer s.cancel()
		log.Print(s.poll(ctx))
	}()
	go func() {
		err := s.poll(ctx)
		log.Print(err)
		close(s.done)
	}()
	// Restarted by the caller.
	go func() {
		for ctx.Err() == nil {
			if err := s.poll(ctx); err != nil {
				log.Print(err)
				time.Sleep(time.Second)
			}
		}
	}()
	go wait.UntilWithContext(ctx, func(ctx context.Context) { log.Print(s.poll(ctx)) }, time.Second)
	// Returned to a group.
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.poll(ctx) })
	var actors run.Group
	actors.Add(func() error { return s.poll(ctx) }, func(error) { s.cancel() })
	if err := actors.Run(); err != nil {
		return err
	}
	return g.Wait()
}

func (s *svc) Serve(ctx context.Context) error { return s.poll(ctx) }

func (s *svc) supervised(ctx context.Context, sup *suture.Supervisor) error {
	sup.Add(s)
	return sup.Serve(ctx)
}

// Announced in the loop itself.
func (s *svc) StartMore(ctx context.Context) {
	go func() {
		for range time.Tick(time.Second) {
			if err := s.fetch(); err != nil {
				s.errs <- err
				return
			}
		}
	}()
	go func() {
		for range time.Tick(time.Second) {
			if err := s.fetch(); err != nil {
				s.shutdown(err)
				return
			}
		}
	}()
	go func() {
		for range time.Tick(time.Second) {
			if err := s.fetch(); err != nil {
				log.Print(err)
				os.Exit(1)
			}
		}
	}()
	go func() {
		defer close(s.done)
		for range time.Tick(time.Second) {
			if err := s.fetch(); err != nil {
				return
			}
		}
	}()
	// Started again in its place.
	go s.again(ctx)
}

func (s *svc) again(ctx context.Context) {
	for range time.Tick(time.Second) {
		if err := s.fetch(); err != nil {
			go s.again(ctx)
			return
		}
	}
}

func (s *svc) shutdown(err error) { s.status = err.Error() }
