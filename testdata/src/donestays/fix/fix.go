package fix

import (
	"context"
	"log"
	"time"
)

func work(int) { time.Sleep(time.Second) }

func returns(ctx context.Context, jobs chan int) {
	for {
		select {
		case <-ctx.Done():
			work(0)
			break // want `leaves only the select`
		case j := <-jobs:
			work(j)
		}
	}
}

func labels(ctx context.Context, jobs chan int) error {
	for {
		select {
		case <-ctx.Done():
			work(0)
			continue // want `starts the next turn`
		case j := <-jobs:
			work(j)
		}
	}
	log.Print("never reached")
	return nil
}

func appends(ctx context.Context, jobs chan int) {
	for {
		select {
		case <-ctx.Done(): // want `nothing in this case leaves it`
			work(0)
		case j := <-jobs:
			work(j)
		}
	}
}
