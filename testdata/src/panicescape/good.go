package panicescape

import (
	"bufio"
	"log"
	"net"
	"runtime/debug"
	"strings"
)

type SafeFeed struct {
	conn   net.Conn
	prices map[string]string
}

// docs:good
func (f *SafeFeed) Start() {
	go f.read()
}

func (f *SafeFeed) read() {
	for sc := bufio.NewScanner(f.conn); sc.Scan(); {
		f.store(sc.Text())
	}
}

func (f *SafeFeed) store(line string) {
	defer func() {
		if r := recover(); r != nil {
			log.Printf("line %q: %v\n%s", line, r, debug.Stack())
		}
	}()
	parts := strings.Split(line, "=")
	f.prices[parts[0]] = parts[1]
}

// docs:end
