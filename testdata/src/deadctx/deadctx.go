package deadctx

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"time"

	"golang.org/x/sync/errgroup"
)

type server interface {
	Start(context.Context) error
	Stop(context.Context) error
}

type app struct {
	ctx     context.Context
	srv     *http.Server
	servers []server
	client  *http.Client
	queue   chan string
}

func (a *app) send(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return err
	}
	res, err := a.client.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// docs:bad

func (a *app) serve(ctx context.Context) error {
	go a.srv.ListenAndServe()
	<-ctx.Done()
	return a.srv.Shutdown(ctx) // want `a\.srv\.Shutdown is given ctx, which has ended, as its Done was received before: it gives up at once; use context\.WithTimeout\(context\.WithoutCancel\(ctx\), \.\.\.\)`
}

// docs:end

func (a *app) derived(ctx context.Context) error {
	<-ctx.Done()
	stopCtx, cancel := context.WithTimeout(ctx, time.Second) // want `context.WithTimeout is given ctx, which has ended`
	defer cancel()
	return a.srv.Shutdown(stopCtx)
}

func (a *app) inCase(ctx context.Context) error {
	for {
		select {
		case url := <-a.queue:
			if err := a.send(ctx, url); err != nil {
				return err
			}
		case <-ctx.Done():
			slog.InfoContext(ctx, "stopping")
			return a.send(ctx, "bye") // want `a.send is given ctx, which has ended`
		}
	}
}

func (a *app) afterLoop(ctx context.Context) error {
	for ctx.Err() == nil {
		a.send(ctx, <-a.queue)
	}
	return a.send(ctx, "bye") // want `a.send is given ctx, which has ended, as its Err says`
}

func (a *app) looks(ctx context.Context) {
	if err := ctx.Err(); err != nil {
		a.send(ctx, "aborted") // want `a.send is given ctx, which has ended, as its Err says`
	}
}

func (a *app) group() error {
	ctx := context.WithValue(a.ctx, a, a)
	g, ctx := errgroup.WithContext(ctx)
	for _, srv := range a.servers {
		g.Go(func() error {
			<-ctx.Done()
			return srv.Stop(ctx) // want `srv.Stop is given ctx, which has ended`
		})
		g.Go(func() error { return srv.Start(ctx) })
	}
	return g.Wait()
}

// The group's context has ended, and in the usual case because ctx has.
func (a *app) parent(ctx context.Context) error {
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error {
		<-groupCtx.Done()
		return a.srv.Shutdown(ctx) // want `a.srv.Shutdown is given ctx, which has ended too when all were told to stop`
	})
	return g.Wait()
}

func (a *app) afterWait(ctx context.Context) error {
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error { return a.send(groupCtx, "a") })
	if err := g.Wait(); err != nil {
		return err
	}
	return a.send(groupCtx, "b") // want `a.send is given groupCtx, which was cancelled when Wait returned: it gives up at once; use the context that the group was made from`
}

// Wait returns in another goroutine, while the results are still handled.
func (a *app) waitElsewhere(ctx context.Context) error {
	results := make(chan string)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		results <- "x"
		return ctx.Err()
	})
	go func() {
		_ = g.Wait()
		close(results)
	}()
	for r := range results {
		if err := a.send(ctx, r); err != nil { // want `a.send is given ctx, which is cancelled as soon as Wait returns in the other goroutine`
			return err
		}
	}
	return nil
}

func (a *app) revoked(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	err := a.send(ctx, "a")
	cancel()
	return errors.Join(err, a.send(ctx, "b")) // want `a.send is given ctx, which was cancelled before`
}

// The end is in a literal, one line before.
func (a *app) closure(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	stop := func() error {
		cancel()
		return a.send(ctx, "bye") // want `a.send is given ctx, which was cancelled before`
	}
	if err := a.send(ctx, "hello"); err != nil {
		return err
	}
	return stop()
}

// The wait is in a function of its own, and so is the clean-up.
func (a *app) helpers(ctx context.Context) {
	cleanUp := func() {
		a.send(ctx, "bye") // want `a.send is given ctx, which has ended`
	}
	waitFor(ctx)
	cleanUp()
}

func waitFor(ctx context.Context) {
	slog.Info("waiting")
	<-ctx.Done()
}

func (a *app) afterFunc(ctx context.Context) {
	context.AfterFunc(ctx, func() {
		a.srv.Shutdown(ctx) // want `a.srv.Shutdown is given ctx, which has ended when context.AfterFunc runs this`
	})
}

func run(a *app, flush func(context.Context) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	defer flush(ctx) // want `deferred flush is given ctx, which has ended when the signal to stop came`
	for _, s := range a.servers {
		if err := s.Start(ctx); err != nil {
			return err
		}
	}
	return nil
}
