package review

import (
	"sync"
	"time"
)

type worker struct {
	quit chan struct{}
	mu   sync.Mutex
}

func (w *worker) OnStart() error {
	go w.run() // want `nobody waits for \(\*worker\)\.run when \(\*worker\)\.OnStop stops it: it may still work after that; count it in a WaitGroup, or close a channel at its end, and wait there`
	return nil
}

func (w *worker) OnStop() {
	close(w.quit) // want `a second call of \(\*worker\)\.OnStop panics: it closes w\.quit again; close it in a sync\.Once`
}

func (w *worker) run() {
	for {
		select {
		case <-w.quit:
			return
		case <-time.After(time.Second):
			w.mu.Lock()
			w.mu.Unlock()
		}
	}
}

type sender struct{ quit chan bool }

func (s *sender) Start() { go s.run() }

func (s *sender) run() {
	for {
		select {
		case <-s.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (s *sender) Stop() {
	s.quit <- true // want `blocks for ever when the loop has ended before, or was stopped already`
}
