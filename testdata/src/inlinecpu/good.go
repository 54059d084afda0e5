package inlinecpu

import (
	"context"
	"crypto/pbkdf2"
	"crypto/sha256"
	"net/http"
	"runtime"
	"time"

	"golang.org/x/sync/semaphore"
)

// docs:good
type limitedLogin struct {
	salt, want []byte
	slots      *semaphore.Weighted
}

func newLogin() *limitedLogin {
	return &limitedLogin{slots: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))}
}

func (l *limitedLogin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := l.check(r.Context(), r.FormValue("password")); err != nil {
		http.Error(w, "wrong password", http.StatusUnauthorized)
	}
}

func (l *limitedLogin) check(ctx context.Context, password string) error {
	if err := l.slots.Acquire(ctx, 1); err != nil {
		return err
	}
	defer l.slots.Release(1)
	_, err := pbkdf2.Key(sha256.New, password, l.salt, 600_000, 32)
	return err
}

// docs:end

// before: the caller takes the slot.
type before struct{ slots chan struct{} }

func (b *before) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	select {
	case b.slots <- struct{}{}:
	case <-r.Context().Done():
		return
	}
	defer func() { <-b.slots }()
	derive(r.FormValue("password"))
}

func derive(password string) {
	_, _ = pbkdf2.Key(sha256.New, password, nil, 600_000, 32)
}

// atStart is no handler.
func atStart() { derive("start") }

// elsewhere: a worker makes them one after the other, and serves nothing else.
type elsewhere struct {
	jobs chan string
	stop chan struct{}
}

func (e *elsewhere) Run() {
	for {
		select {
		case <-e.stop:
			return
		case job := <-e.jobs:
			derive(job)
		}
	}
}

// ownTick: the work is what the tick is for.
func (e *elsewhere) ownTick() {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		select {
		case <-e.stop:
			return
		case <-tick.C:
			derive("tick")
		}
	}
}

// onItsOwn: the select goes on meanwhile.
func (e *elsewhere) onItsOwn() {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			renew()
		case job := <-e.jobs:
			go derive(job)
		}
	}
}

func startAll(e *elsewhere) {
	go e.Run()
	go e.ownTick()
	go e.onItsOwn()
}
