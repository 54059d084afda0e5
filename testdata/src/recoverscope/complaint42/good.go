package complaint42

import "log"

func direct(work func()) {
	defer logPanic("work")
	work()
}

// The result of recover is handed on.
func handedOn(work func()) {
	defer func() { report(recover()) }()
	work()
}

func report(r any) {
	if r != nil {
		log.Print(r)
	}
}

// A method of that name is not the builtin.
type recoverer struct{}

func (recoverer) recover() {}

func (r recoverer) run(work func()) {
	defer func() { r.recover() }()
	work()
}

// The function that is called defers the handler itself.
func guarded(work func()) {
	defer logPanic("guarded")
	work()
}

func outer(work, last func()) {
	defer func() { guarded(last) }()
	work()
}
