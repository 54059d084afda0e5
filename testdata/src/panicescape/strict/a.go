// Package strict reports all work of services that nothing recovers.
package strict

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"sync"
	"time"
)

type poller struct {
	db   *sql.DB
	stop chan struct{}
	in   chan string
}

func (p *poller) once(ctx context.Context) error {
	_, err := p.db.ExecContext(ctx, "delete from sessions")
	return err
}

func (p *poller) Start(ctx context.Context) {
	go func() { // want `a panic in this goroutine ends the whole process: nothing recovers it; defer a recover in what runs per turn or message`
		for {
			select {
			case <-time.After(time.Minute):
				if err := p.once(ctx); err != nil {
					log.Print(err)
				}
			case <-p.stop:
				return
			}
		}
	}()
	go func() {
		for {
			select {
			case <-time.After(time.Minute):
				p.guarded(ctx)
			case <-p.stop:
				return
			}
		}
	}()
}

func (p *poller) guarded(ctx context.Context) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	if err := p.once(ctx); err != nil {
		log.Print(err)
	}
}

// What only waits, logs and moves values has nothing that can panic.
func (p *poller) watch(out chan<- string) {
	go func() {
		for {
			select {
			case line := <-p.in:
				log.Print(line)
				out <- line
			case <-p.stop:
				return
			}
		}
	}()
}

// Joined before the starter returns: the caller's business.
func (p *poller) both(ctx context.Context) error {
	errs := make(chan error)
	go func() { errs <- p.once(ctx) }()
	return <-errs
}

// A goroutine per item is the service's business, whoever waits for the last.
func (p *poller) each(ctx context.Context) {
	var wg sync.WaitGroup
	defer wg.Wait()
	for range p.in {
		wg.Add(1)
		go func() { // want `a panic in this goroutine ends the whole process`
			defer wg.Done()
			if err := p.once(ctx); err != nil {
				log.Print(err)
			}
		}()
	}
}

func (p *poller) handle(w http.ResponseWriter, r *http.Request) {
	if err := p.once(r.Context()); err != nil {
		log.Print(err)
	}
}
