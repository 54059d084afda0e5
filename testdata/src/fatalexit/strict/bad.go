// Package strict: worth reading in a review.
package strict

import (
	"bufio"
	"errors"
	"log"
	"net"
	"os"
)

type event struct{ kind int }

type loop struct {
	in   chan event
	seen map[int]bool
}

func New() *loop {
	l := &loop{in: make(chan event), seen: map[int]bool{}}
	go l.run()
	return l
}

var errTwice = errors.New("twice")

func (l *loop) note(e event) error {
	if l.seen[e.kind] {
		return errTwice
	}
	l.seen[e.kind] = true
	return nil
}

// An error of the program's own making, and no error at all.
func (l *loop) run() {
	for e := range l.in {
		if err := l.note(e); err != nil {
			panic(err) // want "a failed l.note in one turn of the loop in \\(\\*loop\\).run"
		}
		if e.kind < 0 {
			log.Fatalf("kind %d", e.kind) // want "log.Fatalf in one turn of the loop in \\(\\*loop\\).run ends the whole process"
		}
	}
}

// To go on after a failed write to one's own file may be worse than to end.
func Rotate(names chan string) {
	go func() {
		for name := range names {
			if err := os.Rename(name, name+".old"); err != nil {
				panic(err) // want "a failed os.Rename in one turn of the loop in Rotate"
			}
		}
	}()
}

type rejected struct{}

func (rejected) Error() string { return "rejected" }

// Somebody told the errors apart and decided for the rest.
func Serve(ln net.Listener) {
	go func() {
		for {
			_, err := ln.Accept()
			if err != nil {
				switch err := err.(type) {
				case rejected:
					continue
				default:
					panic(err) // want "in one turn of the loop in Serve"
				}
			}
		}
	}()
}

// Far away from the loop, something has checked the address before.
func Dial(addrs chan string) {
	go func() {
		for addr := range addrs {
			one(addr)
		}
	}()
}

func one(addr string)   { two(addr) }
func two(addr string)   { three(addr) }
func three(addr string) { four(addr) }

func four(addr string) {
	if _, err := net.LookupIP(addr); err != nil {
		panic(err) // want "a failed net.LookupIP in one turn of the loop in Dial.*one -> two -> three -> four -> panic"
	}
}

// Defers that do not run.
func Write(name string, lines []string) {
	f, err := os.Create(name)
	if err != nil {
		log.Fatal(err)
	}
	w := bufio.NewWriter(f)
	defer w.Flush()
	for _, line := range lines {
		if line == "" {
			log.Fatal("empty line") // want "log.Fatal ends the process without running the deferred \\(\\*bufio.Writer\\).Flush: return an error to main and exit there, after the defers have run"
		}
	}
}
