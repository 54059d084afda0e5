// Package strict holds what is worth a look in a review.
package strict

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
	"time"
)

type api struct {
	client *http.Client
	events chan string
	wg     sync.WaitGroup
}

func (a *api) scan(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "a", nil)
	if err != nil {
		return err
	}
	_, err = a.client.Do(req)
	return err
}

// The handler waits for something, which may be what it started.
func (a *api) waits(w http.ResponseWriter, r *http.Request) {
	go a.scan(r.Context()) // want `\(\*api\).scan goes on with r.Context\(\)`
	<-a.events
}

// The function asks for something else meanwhile.
func (a *api) meanwhile(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	go a.scan(ctx) // want `\(\*api\).scan goes on with ctx, which \(\*api\).meanwhile cancels as it returns`
	return a.scan(ctx)
}

func fanOut(tx *sql.Tx, names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			tx.Exec("INSERT", name) // want `every turn starts a goroutine that uses tx, and a transaction can run one statement at a time`
		})
	}
	wg.Wait()
}
