// Package strict has what is worth reading in a review.
package strict

import (
	"sync"
	"time"
)

type State int

const (
	Idle State = iota
	Busy
)

type Service struct {
	mu       sync.Mutex
	recent   map[string]time.Time
	states   map[State]int
	limited  map[string]int
	handlers map[string]func()
	reset    map[string]int
	queue    []string
	buffer   []string
	byKind   map[string]int
	passed   map[string]int
	lazy     map[string]int
	touched  map[string]time.Time
}

func (s *Service) Place(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remember(id)
	s.states[Busy]++
	s.states[Idle] = 1
	s.limited[id] = 1
	if len(s.limited) > 100 {
		s.limited = make(map[string]int)
	}
	s.reset[id] = 1
	s.queue = append(s.queue, id)
	s.buffer = append(s.buffer, id) // want `s\.buffer gets an entry for every call of \(\*Service\)\.Place`
	s.byKind["order"] = 2
	s.passed[id] = 1
	prune(s.passed)
}

func (s *Service) remember(id string) {
	s.recent[id] = time.Now() // want `s\.recent gets an entry for every new id and nothing in this package ever removes one, so it grows for the life of Service; delete the entry when its work is done, or bound it by size or age`
}

func (s *Service) Handle(name string, f func()) { s.handlers[name] = f }

func (s *Service) Flush() {
	s.reset = make(map[string]int)
	s.queue = s.queue[1:]
}

func prune(m map[string]int) { clear(m) }

// Making the first map is no reset.
func (s *Service) Count(id string) {
	if s.lazy == nil {
		s.lazy = make(map[string]int)
	}
	s.lazy[id] = 1 // want "s.lazy gets an entry for every new id"
}

// A struct of one call.
type walk struct{ seen map[string]bool }

func (w *walk) Visit(path string) { w.seen[path] = true }

// What is there already is changed.
func (s *Service) Touch(id string) {
	if _, ok := s.touched[id]; ok {
		s.touched[id] = time.Now()
	}
}

// What somebody has written down.
type Options struct {
	mu   sync.Mutex
	keys map[string]string
}

func (o *Options) Process(key string) { o.keys[key] = key }
