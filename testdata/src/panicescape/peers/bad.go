// Package peers hands its connections to handlers of others.
package peers

import (
	"io"
	"log"
	"net"
)

type Handler interface{ Handle(conn net.Conn) }

func Serve(ln net.Listener, h Handler) error {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		go func() { // want `this goroutine runs code that others handed in \(the plugin h\.Handle\)`
			h.Handle(conn)
			log.Print("closed")
		}()
	}
}

type Server struct {
	Handler func(net.Conn)
	own     func(net.Conn)
}

func New() *Server { return &Server{own: func(c net.Conn) { c.Close() }} }

func (s *Server) Serve(ln net.Listener) error {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		if s.Handler == nil {
			go s.own(conn) // what this package set itself
			continue
		}
		go s.Handler(conn) // want `this goroutine runs code that others handed in \(the callback s\.Handler\)`
	}
}

// What only writes to the connection is no handler.
type Store interface {
	Backup(w io.Writer) error
	Load(r io.Reader) error
}

func Dump(ln net.Listener, s Store) error {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		go func() {
			if err := s.Backup(conn); err != nil {
				log.Print(err)
			}
		}()
	}
}
