// Package exits has the ways out of a service loop.
package exits

import (
	"context"
	"encoding/json"
	"log"
	"net"
	"net/http"
	"runtime"
	"time"
)

type svc struct {
	url   string
	in    chan []byte
	defs  map[string]string
	ln    net.Listener
	pc    net.PacketConn
	ready bool
}

func (s *svc) fetch() error {
	resp, err := http.Get(s.url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (s *svc) Start(ctx context.Context) {
	go s.byReturn(ctx)
	go s.byBreak(ctx)
	go s.byLabel(ctx)
	go s.byGoto(ctx)
	go s.byGoexit(ctx)
	go s.bySwitch(ctx)
	go s.decode()
	go s.define()
	go s.assert(make(chan any))
	go s.accept()
	go s.packets()
	for range 4 {
		go s.worker()
	}
	go func() {
		for range time.Tick(time.Minute) {
			if err := s.fetch(); err != nil {
				return // want `a failed s\.fetch ends this goroutine for good`
			}
		}
	}()
	go s.outer(ctx)
}

func (s *svc) byReturn(ctx context.Context) {
	for ctx.Err() == nil {
		if err := s.fetch(); err != nil {
			return // want `a failed s\.fetch ends \(\*svc\)\.byReturn for good`
		}
		time.Sleep(time.Second)
	}
}

func (s *svc) byBreak(ctx context.Context) {
	for {
		if err := s.fetch(); err != nil {
			break // want `a failed s\.fetch ends \(\*svc\)\.byBreak for good`
		}
		time.Sleep(time.Second)
	}
	log.Print("done")
}

func (s *svc) byLabel(ctx context.Context) {
loop:
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			if err := s.fetch(); err != nil {
				log.Print(err)
				break loop // want `a failed s\.fetch ends \(\*svc\)\.byLabel for good`
			}
		}
	}
}

func (s *svc) byGoto(ctx context.Context) {
	for {
		if err := s.fetch(); err != nil {
			goto end // want `a failed s\.fetch ends \(\*svc\)\.byGoto for good`
		}
		time.Sleep(time.Second)
	}
end:
	log.Print("done")
}

func (s *svc) byGoexit(ctx context.Context) {
	for {
		if err := s.fetch(); err != nil {
			runtime.Goexit() // want `a failed s\.fetch ends \(\*svc\)\.byGoexit for good`
		}
		time.Sleep(time.Second)
	}
}

func (s *svc) bySwitch(ctx context.Context) {
	for {
		err := s.fetch()
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			log.Print(err)
			return // want `a failed s\.fetch ends \(\*svc\)\.bySwitch for good`
		}
		time.Sleep(time.Second)
	}
}

// One bad message of many ends the consumer.
func (s *svc) decode() {
	for raw := range s.in {
		var m map[string]string
		if err := json.Unmarshal(raw, &m); err != nil {
			log.Print(err)
			return // want `a failed json\.Unmarshal ends \(\*svc\)\.decode for good while the process stays healthy; log it and continue with the next item`
		}
		log.Print(m)
	}
}

// An item that is not known is no end of the source.
func (s *svc) define() {
	for raw := range s.in {
		def, ok := s.defs[string(raw)]
		if !ok {
			log.Printf("unknown %s", raw)
			break // want `one item that is not in s\.defs ends \(\*svc\)\.define for good`
		}
		log.Print(def)
	}
}

func (s *svc) assert(events chan any) {
	for ev := range events {
		text, ok := ev.(string)
		if !ok {
			return // want `one item of another type ends \(\*svc\)\.assert for good`
		}
		log.Print(text)
	}
}

// A temporary error ends the server: too many open files.
func (s *svc) accept() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			log.Print(err)
			return // want `a failed s\.ln\.Accept ends \(\*svc\)\.accept for good while the process stays healthy; leave the loop when the source is closed, and go on after a pause otherwise`
		}
		go conn.Close()
	}
}

// A packet socket is nobody's connection.
func (s *svc) packets() {
	buf := make([]byte, 1500)
	for {
		n, _, err := s.pc.ReadFrom(buf)
		if err != nil {
			return // want `a failed s\.pc\.ReadFrom ends \(\*svc\)\.packets for good`
		}
		log.Print(n)
	}
}

// Each failed job makes the pool smaller by one.
func (s *svc) worker() {
	for range s.in {
		if err := s.fetch(); err != nil {
			log.Print(err)
			return // want `a failed s\.fetch ends \(\*svc\)\.worker for good`
		}
	}
}

// The loop is in a function that the goroutine calls, which drops the error.
func (s *svc) outer(ctx context.Context) {
	log.Print("polling")
	_ = s.poll(ctx)
}

func (s *svc) poll(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
			if err := s.fetch(); err != nil {
				return err // want `a failed s\.fetch ends \(\*svc\)\.poll for good.*\(\(\*svc\)\.outer -> \(\*svc\)\.poll\)`
			}
		}
	}
}
