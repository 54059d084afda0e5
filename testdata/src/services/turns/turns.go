// Package turns: what one turn of a loop belongs to.
package turns

import (
	"bufio"
	"context"
	"net"
	"time"
)

type server struct {
	listener net.Listener
	jobs     chan string
	done     chan struct{}
}

func (s *server) Start(ctx context.Context) {
	go s.accept()  // want "^go service, stop source closed:s.listener.Accept"
	go s.work()    // want "^go service, stop input:s.jobs"
	go s.tick(ctx) // want "^go service, stop ctx"
}

func (s *server) accept() {
	for { // want "^loop service, stop source closed:s.listener.Accept"
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		go s.serve(conn) // want "^go connection, stop source closed:lines.ReadString"
	}
}

// serve: a turn of the loop of a connection is a request.
func (s *server) serve(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewReader(conn)
	for { // want "^loop connection, stop source closed:lines.ReadString"
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		s.answer(line)
	}
}

func (s *server) answer(line string) {
	for i := 0; i < 3; i++ { // want "^loop request, stop none"
		time.Sleep(time.Second)
	}
	go s.audit(line) // want "^go request, stop ends by itself"
}

func (s *server) audit(line string) { println(line) }

// work: a turn of a loop over a channel is a message.
func (s *server) work() {
	for job := range s.jobs { // want "^loop service, stop input:s.jobs"
		go s.audit(job) // want "^go request, stop ends by itself"
	}
}

func (s *server) tick(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for { // want "^loop service, stop ctx"
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.flush()
		}
	}
}

// flush is called for every turn: its loop is a part of that.
func (s *server) flush() {
	for try := 0; try < 3; try++ { // want "^loop iteration, stop none"
		time.Sleep(time.Millisecond)
	}
	go s.audit("flushed") // want "^go iteration, stop ends by itself"
}
