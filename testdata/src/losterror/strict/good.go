package strict

import (
	"context"
	"log"
	"net/http"
)

type goodFeed struct{ feed }

// docs:good
func (f *goodFeed) Start(ctx context.Context) {
	go func() {
		if err := f.run(ctx); err != nil {
			log.Printf("feed: %v", err)
		}
	}()
	go func() {
		log.Print(http.ListenAndServe("localhost:6060", nil))
	}()
}

// docs:end
