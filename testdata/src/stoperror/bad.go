package stoperror

import (
	"context"
	"errors"
	"log"
	"net/http"
	"time"
)

type mirror struct{ source *http.Client }

func (m *mirror) sync(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, "GET", "http://localhost", nil)
	if err != nil {
		return err
	}
	resp, err := m.source.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// docs:bad
func (m *mirror) Start(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			turn, cancel := context.WithTimeout(ctx, time.Minute)
			err := m.sync(turn)
			cancel()
			if errors.Is(err, context.DeadlineExceeded) { // want `a context\.DeadlineExceeded out of m\.sync ends this loop while its own ctx may be alive; test ctx\.Err\(\) != nil and treat the error as any other`
				return
			}
			time.Sleep(time.Second)
		}
	}()
}

func serve(ctx context.Context, srv *http.Server) {
	go func() {
		if err := srv.ListenAndServe(); err != nil {
			log.Fatal(err) // want `srv\.ListenAndServe returns http\.ErrServerClosed after srv\.Shutdown, the normal end: log\.Fatal then ends the process in the middle of its shutdown; leave that error out`
		}
	}()
	<-ctx.Done()
	srv.Shutdown(context.Background())
}

// docs:end
