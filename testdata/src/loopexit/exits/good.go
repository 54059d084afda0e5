package exits

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

var errStopped = errors.New("stopped")

type good struct {
	svc
	closed atomic.Bool
	quit   chan struct{}
}

func (s *good) Start(ctx context.Context) {
	go s.stops(ctx)
	go s.ends(ctx)
	go s.accept()
	go s.acceptText()
	go s.acceptIdiom()
	go s.items()
	go s.keyed(ctx)
	go s.serve(ctx)
	go s.inner(ctx)
	go s.search(ctx)
}

// Told to stop: its own ctx, a flag, a channel, a helper that looks at them.
func (s *good) stops(ctx context.Context) {
	for {
		err := s.fetch()
		if err != nil && ctx.Err() != nil {
			return
		}
		if err != nil && s.closed.Load() {
			return
		}
		if s.isStopping() {
			return
		}
		select {
		case <-s.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (s *good) isStopping() bool { return s.closed.Load() }

// The source or the server came to its normal end.
func (s *good) ends(ctx context.Context) {
	for {
		err := s.fetch()
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed), errors.Is(err, context.Canceled):
			return
		case err == http.ErrServerClosed, err == errStopped:
			return
		case err != nil:
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

func (s *good) accept() {
	for {
		conn, err := s.ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		go s.connection(conn)
	}
}

// The same by the text of the error, as before net.ErrClosed.
func (s *good) acceptText() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			if strings.Contains(err.Error(), "use of closed network connection") {
				return
			}
			time.Sleep(time.Second)
			continue
		}
		go s.connection(conn)
	}
}

// The idiom of net/http: what is not temporary is the end (field note 12).
func (s *good) acceptIdiom() {
	var delay time.Duration
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			if ne, ok := err.(net.Error); ok && ne.Timeout() {
				delay = min(2*delay+time.Millisecond, time.Second)
				time.Sleep(delay)
				continue
			}
			log.Print(err)
			return
		}
		delay = 0
		go s.connection(conn)
	}
}

// A connection's loop ends with its connection.
func (s *good) connection(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			log.Print(err)
			return
		}
		if err := json.Unmarshal([]byte(line), new(any)); err != nil {
			return
		}
	}
}

// Items are skipped; a closed channel is an end.
func (s *good) items() {
	for {
		raw, ok := <-s.in
		if !ok {
			return
		}
		if _, ok := s.defs[string(raw)]; !ok {
			continue
		}
	}
}

// A lookup that is not about an item: the key was removed, so the loop is done.
func (s *good) keyed(ctx context.Context) {
	for range time.Tick(time.Second) {
		if _, ok := s.defs["me"]; !ok {
			return
		}
	}
}

// The loop within one turn is left, not the service's.
func (s *good) serve(ctx context.Context) {
	for range time.Tick(time.Second) {
		for _, url := range []string{"a", "b"} {
			s.url = url
			if err := s.fetch(); err != nil {
				break
			}
		}
		for range 3 {
			if err := s.fetch(); err != nil {
				break
			}
		}
	}
}

// A turn in a function of its own may return.
func (s *good) inner(ctx context.Context) {
	for range time.Tick(time.Second) {
		s.turn()
	}
}

func (s *good) turn() {
	if err := s.fetch(); err != nil {
		return
	}
}

// Retries until it has what it wanted.
func (s *good) search(ctx context.Context) {
	for {
		if err := s.fetch(); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
}
