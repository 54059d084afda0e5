package fatalexit

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net"
	"os"
	"os/signal"
	"time"
)

type Steady struct {
	store Store
	msgs  chan []byte
}

// Start-up code may end the process.
func NewSteady(store Store) *Steady {
	if _, err := os.Stat("config"); err != nil {
		log.Fatal(err)
	}
	s := &Steady{store: store, msgs: make(chan []byte)}
	go s.run(context.Background())
	go s.stoppable(context.Background())
	return s
}

// docs:good
func (s *Steady) run(ctx context.Context) {
	for msg := range s.msgs {
		if err := s.handle(ctx, msg); err != nil {
			log.Printf("message dropped: %v", err)
		}
	}
}

func (s *Steady) handle(ctx context.Context, msg []byte) error {
	var o Order
	if err := json.Unmarshal(msg, &o); err != nil {
		return err
	}
	return s.store.Save(ctx, o)
}

// docs:end

var errClosed = errors.New("closed")

// Before the loop, although in the service's goroutine; and on the stop path.
func (s *Steady) stoppable(ctx context.Context) {
	host, err := os.Hostname()
	if err != nil {
		log.Fatal(err)
	}
	for {
		err := s.store.Save(ctx, Order{ID: host})
		if ctx.Err() != nil {
			if err != nil {
				log.Fatal(err) // it is ending anyway
			}
			return
		}
		if errors.Is(err, io.EOF) {
			log.Fatal("the source is gone: ", err)
		}
		select {
		case <-ctx.Done():
			if err := s.flush(); err != nil {
				log.Fatal(err)
			}
			return
		case <-time.After(time.Second):
		}
	}
}

func (s *Steady) flush() error { return os.Remove("queue") }

// What runs on a signal ends the process on purpose.
func HandleSignals(s *Steady) {
	sigs := make(chan os.Signal, 1)
	signal.Notify(sigs, os.Interrupt)
	go func() {
		for range sigs {
			if err := s.flush(); err != nil {
				log.Print(err)
				os.Exit(1)
			}
			os.Exit(0)
		}
	}()
}

// A watchdog bounds the shutdown.
func (s *Steady) Shutdown(ctx context.Context) error {
	timer := time.AfterFunc(30*time.Second, func() { log.Fatal("shutdown hangs") })
	defer timer.Stop()
	return s.flush()
}

// No loop: the server is all there is, and its end is the end.
func Serve(addr string) {
	go func() {
		ln, err := net.Listen("tcp", addr)
		if err != nil {
			log.Fatal(err)
		}
		_ = ln.Close()
	}()
}

// Exits with success, and what the loop calls to stop things.
func (s *Steady) Count(n int) {
	go func() {
		for msg := range s.msgs {
			if err := s.handle(context.Background(), msg); err == nil {
				n--
			} else if n < 0 {
				os.Exit(0)
			}
			if n == 0 {
				s.stopAll()
			}
		}
	}()
}

func (s *Steady) stopAll() {
	if err := s.flush(); err != nil {
		log.Fatal(err)
	}
}
