// Package exposed cuts up what comes from outside.
package exposed

import (
	"bufio"
	"log"
	"net"
)

type server struct{ names map[string]string }

func (s *server) serve(ln net.Listener) {
	for {
		conn, err := ln.Accept()
		if err != nil {
			log.Print(err)
			return
		}
		go s.handle(conn) // want `\(\*server\)\.handle cuts up input whose length it does not look at \(line\[...\]\) and nothing recovers it, so a short one ends the whole process; look at the length first, and defer a recover in what runs per turn or message \(\(\*server\)\.command -> line\[...\]\)`
	}
}

func (s *server) handle(conn net.Conn) {
	defer conn.Close()
	for sc := bufio.NewScanner(conn); sc.Scan(); {
		s.command(sc.Text())
	}
}

func (s *server) command(line string) {
	s.names[line[4:]] = line
}
