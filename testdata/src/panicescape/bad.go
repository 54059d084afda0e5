package panicescape

import (
	"bufio"
	"log"
	"net"
	"strings"
)

type Feed struct {
	conn   net.Conn
	prices map[string]string
}

// docs:bad
func (f *Feed) Start() {
	go f.read() // want `\(\*Feed\)\.read can panic \(the unchecked index parts\[1\]\) and nothing recovers it, so the whole process ends; check it first, and defer a recover in what runs per turn or message \(\(\*Feed\)\.store -> the unchecked index parts\[1\]\)`
}

func (f *Feed) read() {
	for sc := bufio.NewScanner(f.conn); sc.Scan(); {
		f.store(sc.Text())
	}
}

func (f *Feed) store(line string) {
	parts := strings.Split(line, "=")
	f.prices[parts[0]] = parts[1]
}

// docs:end

func (f *Feed) Log() { log.Print(f.prices) }
