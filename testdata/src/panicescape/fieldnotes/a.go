// Package fieldnotes has the shapes of real recovers.
package fieldnotes

import (
	"log"
	"strings"
	"sync"
	"time"
)

type svc struct {
	in   chan string
	last string
	mu   sync.Mutex
}

func (s *svc) work(line string) error {
	s.last = strings.Split(line, "=")[1]
	return nil
}

// Note 3: a named function, behind other clean-up, last in a clean-up, under a
// condition, with combined conditions.
func (s *svc) recovered() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func (s *svc) note3(in chan string, handler func(any), done chan struct{}) {
	sent := false
	go func() {
		defer close(done)
		defer s.recovered()
		s.work(<-in)
	}()
	go func() {
		defer func() {
			s.mu.Lock()
			s.last = ""
			s.mu.Unlock()
			if r := recover(); r != nil && !sent {
				handler(r)
			}
		}()
		s.work(<-in)
	}()
	go func() {
		if handler != nil {
			defer func() { handler(recover()) }()
		}
		s.work(<-in)
	}()
}

// Note 4: recovered per turn, by a literal on the spot, by a method with a named
// result, by a helper that is given a method value.
func (s *svc) note4() {
	go func() {
		for line := range s.in {
			func() {
				defer s.recovered()
				s.work(line)
			}()
		}
	}()
	go func() {
		for line := range s.in {
			err := func() (err error) {
				defer s.recovered()
				return s.work(line)
			}()
			log.Print(err)
		}
	}()
	go func() {
		for range time.Tick(time.Second) {
			s.runWithRecover("one", s.once)
		}
	}()
}

func (s *svc) runWithRecover(name string, run func()) {
	defer s.recovered()
	run()
}

func (s *svc) once() { s.work(<-s.in) }

// Note 5: the dispatcher recovers, the job runs elsewhere.
func (s *svc) note5() {
	go func() {
		defer s.recovered()
		for line := range s.in {
			go s.work(line) // want `\(\*svc\)\.work can panic`
		}
	}()
}

// Note 9: what only moves values is left alone.
func (s *svc) note9(out chan<- string) {
	go func() {
		for line := range s.in {
			out <- line
		}
	}()
}
