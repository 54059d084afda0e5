package stoperror

import (
	"context"
	"errors"
	"log"
	"net/http"
	"time"
)

type goodMirror struct{ mirror }

// docs:good
func (m *goodMirror) Start(ctx context.Context) {
	go func() {
		for {
			turn, cancel := context.WithTimeout(ctx, time.Minute)
			err := m.sync(turn)
			cancel()
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				log.Printf("sync: %v", err)
			}
			time.Sleep(time.Second)
		}
	}()
}

func serveWell(ctx context.Context, srv *http.Server) {
	go func() {
		if err := srv.ListenAndServe(); err != nil && !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err)
		}
	}()
	<-ctx.Done()
	srv.Shutdown(context.Background())
}

// docs:end
