package falselimit

import (
	"context"
	"net/http"

	"golang.org/x/sync/semaphore"
)

func render(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusOK) }

// docs:bad
func preview(w http.ResponseWriter, r *http.Request) {
	slots := semaphore.NewWeighted(2) // want `slots is made anew for each call that asks it, so that it never says no; make it once, where all of them can see it`
	if err := slots.Acquire(r.Context(), 1); err != nil {
		return
	}
	defer slots.Release(1)
	render(w, r)
}

// docs:end

func channel(w http.ResponseWriter, r *http.Request) {
	slots := make(chan struct{}, 2) // want "slots is made anew for each call"
	slots <- struct{}{}
	defer func() { <-slots }()
	render(w, r)
}

func perTurn(ctx context.Context, ids []string) {
	for range ids {
		slots := semaphore.NewWeighted(2) // want "slots is made anew for each turn"
		if slots.TryAcquire(1) {
			slots.Release(1)
		}
	}
}
