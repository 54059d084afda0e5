// Package complaint41: a signal that a recovered panic skips while somebody
// waits for it.
package complaint41

import (
	"log"
	"sync"
)

// Run is a wrapper that is learned from its body.
func Run(fn func()) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		fn()
	}()
}

func Scan(scan func(string) error, path string) error {
	done := make(chan error)
	Run(func() {
		err := scan(path)
		done <- err // want "after a panic that Run recovers, the send on done never happens and Scan waits for ever; defer it"
	})
	return <-done
}

func ScanAll(scan func(string) error, paths []string) {
	var wg sync.WaitGroup
	for _, path := range paths {
		wg.Add(1)
		go func() {
			defer func() {
				if r := recover(); r != nil {
					log.Print(r)
				}
			}()
			_ = scan(path)
			wg.Done() // want "after a panic that ScanAll recovers, wg.Done never happens and ScanAll waits for ever"
		}()
	}
	wg.Wait()
}

func Closing(scan func(string) error, path string) {
	done := make(chan struct{})
	go closeAfter(scan, path, done)
	<-done
}

func closeAfter(scan func(string) error, path string, done chan struct{}) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	_ = scan(path)
	close(done) // want "the close of done never happens and Closing waits for ever"
}

type request struct {
	path string
	done chan error
}

type scanner struct {
	in   chan *request
	scan func(string) error
}

// The result of one request: whoever made it waits.
func (s *scanner) handle(r *request) {
	defer func() {
		if p := recover(); p != nil {
			log.Print(p)
		}
	}()
	r.done <- s.scan(r.path) // want "the send on r.done never happens and \\(\\*scanner\\)\\.Scan waits for ever"
}

func (s *scanner) Scan(path string) error {
	r := &request{path: path, done: make(chan error, 1)}
	s.in <- r
	return <-r.done
}
