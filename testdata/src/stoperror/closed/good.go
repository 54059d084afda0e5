package closed

import (
	"context"
	"errors"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"
)

// A program that never calls Shutdown never sees ErrServerClosed.
func main2() {
	log.Fatal(http.ListenAndServe(":8080", nil))
}

// Closed when Serve has returned: nothing was interrupted.
func main3() {
	srv := &http.Server{}
	defer srv.Close()
	defer func() { srv.Shutdown(context.Background()) }()
	log.Fatal(srv.ListenAndServe())
}

// Another server is shut down.
func main4(ctx context.Context) {
	public, debug := &http.Server{}, &http.Server{}
	go func() { log.Fatal(debug.ListenAndServe()) }()
	go func() {
		if err := public.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err)
		}
	}()
	<-ctx.Done()
	public.Shutdown(ctx)
}

type quiet struct {
	http    *http.Server
	ln      net.Listener
	closing atomic.Bool
	log     *slog.Logger
	errs    chan error
}

func (q *quiet) Stop() {
	q.closing.Store(true)
	q.http.Close()
	q.ln.Close()
}

// The right error is left out, in each of its spellings.
func (q *quiet) leftOut() {
	if err := q.http.Serve(q.ln); err != nil && err != http.ErrServerClosed {
		log.Fatal(err)
	}
	err := q.http.Serve(q.ln)
	switch {
	case errors.Is(err, http.ErrServerClosed):
	case err != nil:
		log.Fatal(err)
	}
	if err := q.http.Serve(q.ln); err == http.ErrServerClosed {
		q.log.Info("closed")
	} else if err != nil {
		q.log.Error("serve", "err", err)
	}
	if err := q.http.Serve(q.ln); isFailure(err) {
		log.Fatal(err)
	}
}

func isFailure(err error) bool { return err != nil && !errors.Is(err, http.ErrServerClosed) }

// A flag says that this is the end.
func (q *quiet) flagged() {
	if err := q.http.Serve(q.ln); err != nil {
		if q.closing.Load() {
			return
		}
		log.Fatal(err)
	}
}

// What is sent is judged by who receives it.
func (q *quiet) sent() { q.errs <- q.http.Serve(q.ln) }

// A notice is no alarm, and a status of success no failure.
func (q *quiet) notice() {
	err := q.http.Serve(q.ln)
	log.Printf("server ended: %v", err)
	os.Exit(0)
}

func (q *quiet) accept() {
	for {
		conn, err := q.ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		conn.Close()
	}
}

// Any error ends the loop.
func (q *quiet) acceptOnce() {
	for {
		conn, err := q.ln.Accept()
		if err != nil {
			return
		}
		conn.Close()
	}
}

// Without a pause it spins: that is what hotloop says.
func (q *quiet) spins() {
	for {
		conn, err := q.ln.Accept()
		if err != nil {
			continue
		}
		conn.Close()
	}
}

type base interface{ IsRunning() bool }

type described struct {
	base
	http    *http.Server
	running bool
}

func (d *described) Stop() { d.http.Close() }

// The state of the service says that this is the end, whatever its name.
func (d *described) asked() {
	if err := d.http.ListenAndServe(); err != nil {
		if !d.IsRunning() {
			return
		}
		log.Fatal(err)
	}
}

func (d *described) asksField() {
	err := d.http.ListenAndServe()
	if err != nil && d.running {
		log.Fatal(err)
	}
}
