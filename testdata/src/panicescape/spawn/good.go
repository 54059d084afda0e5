package spawn

import (
	"context"
	"log"
	"net/http"
	"sync"
	"time"

	"github.com/alitto/pond/v2"
	"github.com/panjf2000/ants/v2"
	"golang.org/x/sync/errgroup"

	"github.com/bgvet/bgvet/testdata/src/panicescape/spawn/safego"
)

func (s *svc) runSafely() {
	for line := range s.in {
		safego.Run(func() { log.Print(second(line)) })
	}
}

func (s *svc) startSafely(ctx context.Context, pool *ants.Pool, workers pond.Pool) error {
	go s.runSafely()
	safego.Go("svc", s.run)
	var wg sync.WaitGroup
	wg.Go(func() { safego.Run(s.run) })
	time.AfterFunc(time.Second, func() { safego.Run(s.run) })
	var g safego.Group
	g.RunWithRecover(s.run, nil)
	group, _ := errgroup.WithContext(ctx)
	group.Go(safego.Func(s.runErr))
	workers.Submit(s.run) // recovers by itself
	if err := pool.Submit(s.run); err != nil {
		return err
	}
	return group.Wait()
}

// net/http recovers the handler, but not what it starts.
func (s *svc) handle(w http.ResponseWriter, r *http.Request) {
	log.Print(second(r.URL.RawQuery))
	go log.Print(r.URL)
}

func (s *svc) routes(mux *http.ServeMux) { mux.HandleFunc("/", s.handle) }
