// Package hosttest is there for tests: a panic is what a test wants to see.
package hosttest

import "net"

type Host struct {
	ln      net.Listener
	Handler func(net.Conn)
}

func (h *Host) Start() {
	go func() {
		for {
			conn, err := h.ln.Accept()
			if err != nil {
				return
			}
			go h.Handler(conn)
		}
	}()
}
