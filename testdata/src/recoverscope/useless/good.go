package useless

import "log"

// In a deferred function the argument is evaluated while the panic is on its way.
func inDeferred(work func()) {
	defer func() {
		defer log.Println("panic:", recover())
		log.Print("ending")
	}()
	work()
}

// Recover is there for other packages to defer.
func Recover() {
	defer log.Println("panic:", recover())
}

// A literal in the arguments runs when the deferred call does.
func literal(work func()) {
	defer handle(func() any { return nil })
	work()
}

// It does other work as well, and is deferred elsewhere.
func finish() {
	if r := recover(); r != nil {
		log.Print(r)
	}
	log.Print("finished")
	log.Print("flushed")
}

func onFailure(work func()) {
	defer finish()
	work()
}

func onSuccess() { finish() }

func viaReturned(work func()) {
	defer handler()()
	work()
}

func handler() func() {
	return func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}
}
