package closed

import (
	"context"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"
)

func main1() {
	srv := &http.Server{}
	go func() {
		log.Fatal(srv.ListenAndServe()) // want `srv.ListenAndServe returns http.ErrServerClosed after srv.Shutdown, the normal end: log.Fatal then ends the process in the middle of its shutdown; leave that error out`
	}()
	time.Sleep(time.Second)
	srv.Shutdown(context.Background())
}

type api struct {
	http *http.Server
	ln   net.Listener
	log  *slog.Logger
}

// Start and Stop of the same field; the error is logged as one.
func (a *api) Start() {
	go func() {
		err := a.http.Serve(a.ln)
		if err != nil {
			a.log.Error("serve", "err", err) // want `a.http.Serve returns http.ErrServerClosed after a.http.Close, the normal end: every shutdown is logged as an error; leave that error out`
		}
	}()
}

func (a *api) Stop() { a.http.Close() }

// The error is passed on, and its caller does not know either.
func (a *api) run() error { return a.http.Serve(a.ln) }

func (a *api) Go() {
	go func() {
		if err := a.run(); err != nil {
			os.Exit(1) // want `a.http.Serve returns http.ErrServerClosed after a.http.Close, the normal end: os.Exit then ends`
		}
	}()
}

// Served again after a Close.
func (a *api) again() {
	for {
		err := a.http.ListenAndServe() // want `a.http.ListenAndServe returns http.ErrServerClosed after a.http.Close, the normal end: the loop calls it again for ever; leave the loop on that error`
		log.Print(err)
		time.Sleep(time.Second)
	}
}

type acceptor struct{ ln net.Listener }

// A closed listener is an error like any other here.
func (a *acceptor) loop() {
	for {
		conn, err := a.ln.Accept() // want `a.ln.Accept returns net.ErrClosed after a.ln.Close, the normal end: the loop calls it again for ever`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		conn.Close()
	}
}

func (a *acceptor) Close() { a.ln.Close() }

type strict struct{ ln net.Listener }

func (s *strict) loop() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			panic(err) // want `s.ln.Accept returns net.ErrClosed after s.ln.Close, the normal end: panic then ends the process`
		}
		conn.Close()
	}
}

func (s *strict) Close() { s.ln.Close() }
