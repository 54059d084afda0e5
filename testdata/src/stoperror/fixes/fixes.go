package fixes

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"time"
)

type server struct {
	dialer net.Dialer
	http   *http.Server
	ln     net.Listener
}

var errGone = errors.New("gone")

func (s *server) call(ctx context.Context) error {
	conn, err := s.dialer.DialContext(ctx, "tcp", "localhost:1")
	if err != nil {
		return errors.Join(errGone, err)
	}
	return conn.Close()
}

// Without the comparison err would not be used: no fix.
func (s *server) StartUnread(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			err := s.call(turn)
			cancel()
			if errors.Is(err, context.DeadlineExceeded) { // want `ends this loop`
				return
			}
			time.Sleep(time.Second)
		}
	}()
}

func (s *server) Start(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			err := s.call(turn)
			cancel()
			if errors.Is(err, context.DeadlineExceeded) { // want `ends this loop`
				return
			}
			if err != nil {
				log.Print(err)
			}
			time.Sleep(time.Second)
		}
	}()
}

func (s *server) Retry(ctx context.Context) {
	for {
		err := s.call(ctx)
		if err == nil || errors.Is(err, context.Canceled) { // want `only context.Canceled ends this loop`
			return
		}
		time.Sleep(time.Second)
	}
}

func (s *server) Loop(ctx context.Context) {
	for {
		if err := s.call(ctx); err != nil { // want `tries s.call again for ever`
			log.Print(err)
			time.Sleep(time.Second)
		}
	}
}

func (s *server) Serve() {
	go func() {
		if err := s.http.Serve(s.ln); err != nil {
			log.Fatal(err) // want `the normal end`
		}
	}()
}

func (s *server) Stop() { s.http.Close() }
