package exposed

import (
	"bufio"
	"io"
	"log"
	"net"
	"strings"
)

func (s *server) serveSafely(ln net.Listener) {
	for {
		conn, err := ln.Accept()
		if err != nil {
			log.Print(err)
			return
		}
		go s.handleSafely(conn)
	}
}

// The length is looked at, by number, by prefix or by search; the buffer has a
// size that is known.
func (s *server) handleSafely(conn net.Conn) {
	defer conn.Close()
	head := make([]byte, 8)
	if _, err := io.ReadFull(conn, head); err != nil {
		return
	}
	log.Print(head[4:], head[2])
	for sc := bufio.NewScanner(conn); sc.Scan(); {
		line := sc.Text()
		log.Print(long(line), prefixed(line), found(line), shortID(line))
	}
}

func long(line string) string {
	if len(line) < 4 {
		return ""
	}
	return line[4:]
}

func prefixed(line string) string {
	if strings.HasPrefix(line, "set ") {
		return line[4:]
	}
	return ""
}

func found(line string) string {
	at := strings.IndexByte(line, ' ')
	if at < 0 {
		return ""
	}
	return line[at+1:]
}

// An ID has one length.
func shortID(id string) string { return id[:8] }

// Recovered per line.
func (s *server) guarded(conn net.Conn) {
	go func() {
		for sc := bufio.NewScanner(conn); sc.Scan(); {
			s.commandSafely(sc.Text())
		}
	}()
}

func (s *server) commandSafely(line string) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(line, r)
		}
	}()
	s.command(line)
}
