// Package complaint39: a helper that reports a panic and raises it again, or
// ends the process, is a decision.
package complaint39

import (
	"log"
	"os"
	"strings"
)

type svc struct{ line string }

func (s *svc) work() { log.Print(strings.Split(s.line, "=")[1]) }

func crash() {
	if r := recover(); r != nil {
		log.Print(r)
		panic(r)
	}
}

func exit() {
	if r := recover(); r != nil {
		log.Print(r)
		os.Exit(1)
	}
}

func (s *svc) start() {
	go func() {
		defer crash()
		s.work()
	}()
	go func() {
		defer exit()
		s.work()
	}()
}
