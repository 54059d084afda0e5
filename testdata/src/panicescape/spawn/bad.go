// Package spawn has the ways to start a goroutine.
package spawn

import (
	"context"
	"log"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/bgvet/bgvet/testdata/src/panicescape/spawn/safego"
)

func second(line string) string { return strings.Split(line, "=")[1] }

type svc struct{ in chan string }

func (s *svc) run() {
	for line := range s.in {
		log.Print(second(line))
	}
}

func (s *svc) runErr() error { s.run(); return nil }

func (s *svc) start(ctx context.Context, srv *http.Server) error {
	go s.run()  // want `\(\*svc\)\.run can panic`
	go func() { // want `this goroutine can panic`
		s.run()
	}()
	var wg sync.WaitGroup
	wg.Go(s.run)                       // want `\(\*svc\)\.run can panic`
	time.AfterFunc(time.Second, s.run) // want `\(\*svc\)\.run can panic`
	context.AfterFunc(ctx, s.run)      // want `\(\*svc\)\.run can panic`
	srv.RegisterOnShutdown(s.run)      // want `\(\*svc\)\.run can panic`
	safego.Bare(s.run)                 // want `\(\*svc\)\.run can panic`
	var g safego.Group
	g.Run(s.run) // want `\(\*svc\)\.run can panic`
	group, _ := errgroup.WithContext(ctx)
	group.Go(s.runErr) // want `\(\*svc\)\.runErr can panic`
	return group.Wait()
}
