package never

import (
	"context"

	"github.com/bgvet/bgvet/testdata/src/summary/fatal"
)

func Usage() { fatal.Fatalf("usage") } // want Usage:`^exits via fatal.Fatalf -> log.Fatalf; never returns$`

func Block() { // want Block:`^awaits; always awaits; never returns$`
	select {}
}

func Loop(ctx context.Context, in chan int) { // want Loop:`^receives; loops; always receives; never returns; arg 0: detached$`
	for {
		<-in
	}
}

func Stops(ctx context.Context, in chan int) { // want Stops:`^receives; loops; awaits; always awaits$`
	for {
		select {
		case <-in:
		case <-ctx.Done():
			return
		}
	}
}

// Both ends on all paths, in two ways.
func Both(ok bool) { // want Both:`never returns$`
	if ok {
		fatal.Die(nil)
	} else {
		panic("no")
	}
}

// Ping and Pong never return, but call each other: nothing is concluded.
func Ping(n int) { Pong(n + 1) }

func Pong(n int) { Ping(n + 1) }

func Goto(in chan int) { // want Goto:`^receives; always receives; never returns$`
again:
	<-in
	goto again
}

func Literal() { // want Literal:`never returns$`
	func() {
		fatal.Die(nil)
	}()
}

func Deferred() { // want Deferred:`^exits via fatal.Die -> os.Exit$`
	defer fatal.Die(nil)
}
