// Package guards defers the functions of another package.
package guards

import (
	"sync"

	"github.com/bgvet/bgvet/testdata/src/summary/recovers"
)

func work() {}

func Named() { // want Named:`^contains panics: recovered$`
	defer recovers.Recover()
	work()
}

func Error() (err error) { // want Error:`^contains panics: recovered$`
	defer recovers.ToError(&err)
	work()
	return nil
}

func Method(r *recovers.Reporter, mu *sync.Mutex) { // want Method:`^contains panics: recovered$`
	mu.Lock()
	defer mu.Unlock()
	defer r.Handle()
	work()
}

func Returned() { // want Returned:`^contains panics: recovered$`
	defer recovers.Guard("x")()
	work()
}

func Conditional(on bool) { // want Conditional:`^contains panics: recovered$`
	if on {
		defer recovers.Recover()
	}
	work()
}

func InCleanUp(done chan struct{}) { // want InCleanUp:`^awaits via a func literal; contains panics: recovered; arg 0: closes$`
	defer func() {
		<-done
		close(done)
		if r := recover(); r != nil {
			work()
		}
	}()
	work()
}

func Variable() { // want Variable:`^contains panics: recovered$`
	guard := func() { recover() }
	defer guard()
	work()
}

func MethodValue(r *recovers.Reporter) { // want MethodValue:`^contains panics: recovered$`
	handle := r.Handle
	defer handle()
	work()
}

func Repanic() { // want Repanic:`^contains panics: repanics$`
	defer recovers.Log()
	work()
}

func Crash() { // want Crash:`contains panics: repanics$`
	defer recovers.HandleCrash()
	work()
}

// Both: one that returns normally is enough.
func Both() { // want Both:`contains panics: recovered$`
	defer recovers.Recover()
	defer recovers.Log()
	work()
}

// TooDeep, Literal and Elsewhere protect nothing.
func TooDeep() {
	defer recovers.Deep()
	work()
}

func Literal() {
	func() {
		defer recovers.Recover()
	}()
	work()
}

func Called() {
	recovers.Recover()
	work()
}

func InLiteral() {
	defer func() {
		recovers.Recover()
	}()
	work()
}

func Elsewhere(done chan int) { // want Elsewhere:`^starts via a func literal$`
	go func() {
		defer recovers.Recover()
		done <- 1
	}()
	work()
}

// Own is guarded by the one that calls.
func Own(fn func()) { // want Own:`^contains panics: recovered; arg 0: runs guarded$`
	defer recovers.Recover()
	fn()
}

// Assigned protects a call with a named result.
func Assigned(fn func() error) error { // want Assigned:`^arg 0: runs guarded$`
	err := func() (err error) {
		defer recovers.ToError(&err)
		return fn()
	}()
	return err
}
