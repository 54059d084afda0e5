// Package fix: the helper is deferred itself.
package fix

import "log"

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func tooDeep(work func()) {
	defer func() { logPanic() }() // want "one call too deep"
	work()
}

// With more in the literal, nothing is offered.
func withMore(work func()) {
	defer func() {
		log.Print("end")
		logPanic() // want "one call too deep"
	}()
	work()
}
