// Package useless: recover that no deferred function calls.
package useless

import "log"

func deferred(work func()) {
	defer recover() // want "a deferred recover\\(\\) stops no panic, since no deferred function calls it; defer a func literal"
	work()
}

func evaluated(work func()) {
	defer log.Println("panic:", recover()) // want "this recover runs when the defer statement does, before anything can panic, and returns nil"
	work()
}

func handle(r any) {
	if r != nil {
		log.Print(r)
	}
}

func handled(work func()) {
	defer handle(recover()) // want "this recover runs when the defer statement does"
	work()
}

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func forgotten(work func()) {
	logPanic() // want "recover in logPanic returns nil here, since no defer runs it; put defer in front of the call"
	work()
}

func started(work func()) {
	go func() {
		if r := recover(); r != nil { // want "recover returns nil in the course of a goroutine"
			log.Print(r)
		}
		work()
	}()
}
