// Package complaint42: recover one call too deep.
package complaint42

import "log"

func logPanic(what string) {
	if r := recover(); r != nil {
		log.Print(what, r)
	}
}

func inLiteral(work func()) {
	defer func() {
		logPanic("work") // want "recover in logPanic returns nil here, one call too deep below the defer, so the panic goes on: defer logPanic itself, or hand it the result of recover"
	}()
	work()
}

type service struct{}

func (s *service) cleanUp() {
	log.Print("end")
	logPanic("service") // want "recover in logPanic returns nil here, one call too deep"
}

func (s *service) run(work func()) {
	defer s.cleanUp()
	work()
}

func nested(work func()) {
	defer func() {
		func() { // want "recover in this literal returns nil here, one call too deep"
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
	}()
	work()
}
