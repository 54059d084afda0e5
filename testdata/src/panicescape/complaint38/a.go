// Package complaint38: go s.run() is right when run recovers properly, in any
// package, and wrong when the recover is not in a deferred function.
package complaint38

import (
	"log"
	"strings"

	"github.com/bgvet/bgvet/testdata/src/panicescape/spawn/safego"
)

type svc struct{ line string }

func (s *svc) work() { log.Print(strings.Split(s.line, "=")[1]) }

func (s *svc) run() {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	s.work()
}

func (s *svc) wrong() {
	if r := recover(); r != nil { // not deferred: it never sees a panic
		log.Print(r)
	}
	s.work()
}

func (s *svc) start() {
	go s.run()
	go safego.Run(s.work)
	go s.wrong() // want `\(\*svc\)\.wrong can panic`
}
