package retry

import (
	"context"
	"log"
)

type subscription interface {
	Receive(ctx context.Context, handle func(context.Context, string)) error
	Ping(ctx context.Context) error
}

// receive leaves on nil, which is what a call that runs its function until the
// context is done returns then.
func receive(s subscription, stop chan int) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-stop
		cancel()
	}()
	for {
		err := s.Receive(ctx, func(_ context.Context, m string) { log.Print(m) })
		if err == nil {
			break
		}
		log.Print(err)
	}
}

// ping does one thing.
func ping(s subscription, stop chan int) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-stop
		cancel()
	}()
	for {
		err := s.Ping(ctx) // want `the loop tries s\.Ping again for ever once ctx is done`
		if err == nil {
			break
		}
		log.Print(err)
	}
}
