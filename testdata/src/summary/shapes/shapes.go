// Package shapes holds the forms in which Go programs write calls.
package shapes

import (
	"net"
	"time"

	"github.com/bgvet/bgvet/testdata/src/summary/spawn"
)

// Set is generic; its methods are known by their origin.
type Set[T any] struct {
	changed chan T
	hook    func(T)
}

func (s *Set[T]) Wait() T { return <-s.changed } // want Wait:`^receives; always receives$`

func (s *Set[T]) Watch(fn func(T)) { // want Watch:`starts.*; arg 0: runs async repeats$`
	go func() {
		for v := range s.changed {
			fn(v)
		}
	}()
}

func (s *Set[T]) OnChange(fn func(T)) { s.hook = fn } // want OnChange:`arg 0: keeps$`

func Map[T, U any](in []T, fn func(T) U) []U { // want Map:`^arg 1: runs$`
	var out []U
	for _, v := range in {
		out = append(out, fn(v))
	}
	return out
}

func Instance(s *Set[int]) int { return s.Wait() } // want Instance:`^receives via .*Set\).Wait; always receives$`

func Inferred(in []int) []int { // want Inferred:`^pauses via shapes.Map -> time.Sleep$`
	return Map(in, func(i int) int { time.Sleep(1); return i })
}

func Explicit(fn func(int) int) { run := Map[int, int]; run(nil, fn) } // want Explicit:`^arg 0: runs$`

func MethodValue(s *Set[int]) { // want MethodValue:`always receives$`
	wait := s.Wait
	wait()
}

func MethodExpr(s *Set[int]) { (*Set[int]).Wait(s) } // want MethodExpr:`always receives$`

// Closure is assigned once and called and started.
func Closure() { // want Closure:`^pauses via pause -> time.Sleep; starts via pause; always pauses$`
	pause := func() { time.Sleep(time.Second) }
	pause()
	go pause()
}

type Waiter interface{ Wait() }

type Embedded struct{ Waiter } // promotes a method of an interface

type ticker struct{ t *time.Ticker }

func (t ticker) Wait() { <-t.t.C } // want Wait:`^pauses; always pauses$`

func Promoted(e Embedded) { e.Wait() } // want Promoted:`^pauses via \(shapes.Waiter\).Wait; always pauses$`

type base struct{ ch chan int }

func (b *base) Next() int { return <-b.ch } // want Next:`^receives; always receives$`

type Derived struct {
	*base
	name string
}

func Struct(d *Derived) int { return d.Next() } // want Struct:`always receives$`

// Even and Odd call each other and wait in between.
func Even(n int, ch chan int) bool { // want Even:`^receives; always receives$`
	<-ch
	return n == 0 || Odd(n-1, ch)
}

func Odd(n int, ch chan int) bool { // want Odd:`^receives via shapes.Even; always receives$`
	return Even(n-1, ch)
}

func Recursive(n int, fn func()) { // want Recursive:`^arg 1: runs$`
	if n > 0 {
		Recursive(n-1, fn)
		return
	}
	fn()
}

// Serve keeps going when a literal inside returns.
func Serve(l net.Listener, handle func(net.Conn)) error { // want Serve:`^receives via .*; starts via spawn.Go; loops; always receives; arg 1: runs async repeats guarded$`
	for {
		c, err := l.Accept()
		if err != nil {
			return err
		}
		spawn.Go(func() { handle(c) })
	}
}

func Immediately() { // want Immediately:`^pauses via a func literal -> time.Sleep; always pauses$`
	func() { time.Sleep(1) }()
}

func Local() { // want Local:`^pauses via \(shapes.helper\).pause -> time.Sleep; always pauses$`
	h := helper{}
	h.pause()
}

type helper struct{}

func (helper) pause() { time.Sleep(1) }

// Loops of closures that call each other.
func Circle() { // want Circle:`pauses`
	var a, b func(int)
	a = func(n int) { b(n) }
	b = func(n int) {
		time.Sleep(1)
		if n > 0 {
			a(n - 1)
		}
	}
	a(3)
}
