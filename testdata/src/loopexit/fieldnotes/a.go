// Package fieldnotes has shapes of real loops, notes 11 to 18.
package fieldnotes

import (
	"context"
	"log"
	"net/http"
	"time"
)

type svc struct {
	url  string
	urls chan string
	done chan error
}

func (s *svc) fetch(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (s *svc) Start(ctx context.Context) error {
	// Note 14: before the loop an error ends the start, which is fine.
	if err := s.fetch(s.url); err != nil {
		return err
	}
	go s.note11()
	go s.note13()
	go s.note14()
	go s.note15()
	go s.note18([]string{"a"})
	return nil
}

// Note 11: one break leaves the inner range, the other the service.
func (s *svc) note11() {
	for url := range s.urls {
		for _, path := range []string{"/a", "/b"} {
			if err := s.fetch(url + path); err != nil {
				log.Print(err)
				break
			}
		}
		if err := s.fetch(url); err != nil {
			log.Print(err)
			break // want `a failed s\.fetch ends \(\*svc\)\.note11 for good`
		}
	}
}

// Note 13: main reads done and ends.
func (s *svc) note13() {
	for url := range s.urls {
		if err := s.fetch(url); err != nil {
			s.done <- err
			return
		}
	}
}

// Note 14: the first fetch may give up, the loop may not.
func (s *svc) note14() {
	if err := s.fetch(s.url); err != nil {
		return
	}
	for range time.Tick(time.Minute) {
		if err := s.fetch(s.url); err != nil {
			return // want `a failed s\.fetch ends \(\*svc\)\.note14 for good`
		}
	}
}

// Note 15: given up so that a reconnector takes over.
func (s *svc) note15() {
	for {
		s.session()
		time.Sleep(time.Second)
	}
}

func (s *svc) session() {
	for url := range s.urls {
		if err := s.fetch(url); err != nil {
			return
		}
	}
}

// Note 18: a batch is no service.
func (s *svc) note18(urls []string) {
	for _, url := range urls {
		if err := s.fetch(url); err != nil {
			return
		}
	}
}
