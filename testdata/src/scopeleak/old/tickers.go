//go:build go1.21

// Package old is compiled for a Go that does not collect tickers.
package old

import (
	"time"

	"github.com/cenkalti/backoff/v4"
)

func never(done <-chan bool) {
	ticker := time.NewTicker(time.Second) // want `the ticker of time\.NewTicker is never ended and keeps its timer; defer ticker\.Stop\(\) right after it`
	for {
		select {
		case <-done:
			return
		case <-ticker.C:
		}
	}
}

func stopped(done <-chan bool) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-done:
			ticker.Stop()
			return
		case <-ticker.C:
		}
	}
}

func forever() {
	ticker := time.NewTicker(time.Second) // the process ends with it
	for range ticker.C {
	}
}

func tick(done <-chan bool) {
	for {
		select {
		case <-done:
			return
		case <-time.Tick(time.Second): // want "the ticker of time.Tick goes on for ever after tick has returned"
		}
	}
}

func tickForever() {
	for range time.Tick(time.Second) {
		work()
	}
}

func work() {}

// The defer has bound the first ticker.
func reassigned(b backoff.BackOff, again, done <-chan bool) {
	ticker := backoff.NewTicker(b)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return
		case <-again:
			ticker.Stop()
			ticker = newTicker(b) // want `the ticker of newTicker is not ended on every path and keeps its goroutine; defer func\(\) { ticker\.Stop\(\) }\(\) looks at the variable when it runs`
		}
	}
}

func newTicker(b backoff.BackOff) *backoff.Ticker {
	ticker := backoff.NewTicker(b)
	return ticker
}

func reassignedWell(b backoff.BackOff, again, done <-chan bool) {
	ticker := backoff.NewTicker(b)
	defer func() { ticker.Stop() }()
	for {
		select {
		case <-done:
			return
		case <-again:
			ticker.Stop()
			ticker = newTicker(b)
		}
	}
}
