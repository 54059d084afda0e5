// Package disposed has loops that hand their error to the owner as they end.
package disposed

import (
	"database/sql"
	"log"
	"sync"
)

type peer interface{ Close() error }

type session struct {
	peer peer
	once sync.Once
	db   *sql.DB
	done chan error
	in   chan string
}

func (s *session) save(m string) error {
	_, err := s.db.Exec("insert into messages values (?)", m)
	return err
}

func (s *session) Start() {
	go s.loop()
	go s.loopLogged()
	go s.loopClosed()
}

// Wait is how the owner learns of the end.
func (s *session) Wait() <-chan error { return s.done }

func (s *session) loop() {
	var err error
	defer func() { s.dispose(err) }()
	for m := range s.in {
		if err = s.save(m); err != nil {
			return
		}
	}
}

func (s *session) dispose(err error) {
	s.db.Close()
	s.done <- err
}

// loopLogged only logs it.
func (s *session) loopLogged() {
	var err error
	defer func() { s.note(err) }()
	for m := range s.in {
		if err = s.save(m); err != nil {
			return // want `ends \(\*session\)\.loopLogged for good while the process stays healthy`
		}
	}
}

func (s *session) note(err error) { log.Print(err) }

// loopClosed closes the peer, whose owner sees that.
func (s *session) loopClosed() {
	var failed error
	defer func() { s.end(failed) }()
	for m := range s.in {
		err := s.save(m)
		if err != nil {
			failed = err
			return
		}
	}
}

func (s *session) end(err error) {
	s.once.Do(func() {
		log.Print(err)
		s.peer.Close()
	})
}
