// Package recovers holds functions that are deferred against panics.
package recovers

import (
	"errors"
	"fmt"
	"log"
	"os"
)

func Recover() { // want Recover:`^deferred: recovered$`
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func ToError(err *error) { // want ToError:`^deferred: recovered$`
	r := recover()
	if r == nil {
		return
	}
	*err = fmt.Errorf("panic: %v", r)
}

// Log looks at the panic and raises it again.
func Log() { // want Log:`^deferred: repanics$`
	if r := recover(); r != nil {
		log.Println(r)
		panic(r)
	}
}

// Exit ends the process.
func Exit() { // want Exit:`^exits via os.Exit; deferred: repanics$`
	if r := recover(); r != nil {
		log.Println(r)
		os.Exit(2)
	}
}

// Only its own panics: the others go on.
func Own() { // want Own:`^deferred: recovered$`
	if r := recover(); r != nil {
		if err, ok := r.(error); ok && errors.Is(err, os.ErrExist) {
			return
		}
		panic(r)
	}
}

// Switch does the same with a switch.
func Switch() { // want Switch:`^deferred: repanics$`
	switch r := recover().(type) {
	case nil:
	default:
		panic(r)
	}
}

// SwitchLog recovers.
func SwitchLog() { // want SwitchLog:`^deferred: recovered$`
	switch r := recover(); r {
	case nil:
		return
	default:
		log.Println(r)
	}
}

var ReallyCrash = true

// HandleCrash raises again as long as nobody turns that off.
func HandleCrash(handlers ...func(any)) { // want HandleCrash:`deferred: repanics; arg 0: runs$`
	if r := recover(); r != nil {
		for _, h := range handlers {
			h(r)
		}
		if ReallyCrash {
			panic(r)
		}
	}
}

var strict = false

// Lenient raises again only when somebody turns that on.
func Lenient() { // want Lenient:`^deferred: recovered$`
	if r := recover(); r != nil && strict {
		panic(r)
	}
}

// Deep recovers nothing when it is deferred: recover is called one call too deep.
func Deep() { Recover() }

// Nested neither: the literal is not what is deferred.
func Nested() {
	func() {
		recover()
	}()
}

// DeferredRecover does: recover runs as a deferred call of the deferred function.
func DeferredRecover() { // want DeferredRecover:`^deferred: recovered$`
	defer recover()
}

func Guard(name string) func() { // want Guard:`^returns a function that, deferred: recovered$`
	return func() {
		if r := recover(); r != nil {
			log.Println(name, r)
		}
	}
}

// Reporter recovers in a method.
type Reporter struct{ sent bool }

func (r *Reporter) Handle() { // want Handle:`^deferred: recovered$`
	if v := recover(); v != nil && !r.sent {
		r.sent = true
	}
}
