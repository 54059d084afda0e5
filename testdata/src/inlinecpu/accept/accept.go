// Package accept: slow network work on the goroutine that accepts (field note 61).
package accept

import (
	"bufio"
	"crypto/tls"
	"net"
	"time"
)

type server struct {
	ln  net.Listener
	cfg *tls.Config
}

func (s *server) handshake() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		tc := tls.Server(conn, s.cfg)
		if err := tc.Handshake(); err != nil { // want "tc.Handshake waits for one peer on the goroutine that accepts all of them"
			continue
		}
		go serve(tc)
	}
}

func (s *server) hello() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		name, err := readHello(conn) // want "readHello waits for one peer"
		if err != nil {
			continue
		}
		go func() {
			_ = name
			serve(conn)
		}()
	}
}

func readHello(conn net.Conn) (string, error) { return bufio.NewReader(conn).ReadString('\n') }

// deadline: the peer has a second.
func (s *server) deadline() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		_ = conn.SetReadDeadline(time.Now().Add(time.Second))
		if _, err := readHello(conn); err != nil {
			continue
		}
		go serve(conn)
	}
}

// inside: where it belongs.
func (s *server) inside() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		go func() {
			tc := tls.Server(conn, s.cfg)
			if err := tc.Handshake(); err == nil {
				serve(tc)
			}
		}()
	}
}

// oneByOne serves one after the other on purpose.
func (s *server) oneByOne() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		serve(conn)
	}
}

func serve(conn net.Conn) {
	defer conn.Close()
	buf := make([]byte, 64)
	for {
		if _, err := conn.Read(buf); err != nil {
			return
		}
	}
}

func startAll(s *server) {
	go s.handshake()
	go s.hello()
	go s.deadline()
	go s.inside()
	go s.oneByOne()
}
