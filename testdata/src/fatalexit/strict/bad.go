// Package strict: worth reading in a review.
package strict

import (
	"bufio"
	"errors"
	"log"
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
