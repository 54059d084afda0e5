// Package looptest is there for tests.
package looptest

import "net"

type Server struct{ ln net.Listener }

func (s *Server) Start() { go s.serve() }

func (s *Server) serve() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		conn.Close()
	}
}
