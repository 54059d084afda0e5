// Package backoffs waits with policies that give up.
package backoffs

import (
	"context"
	"log"
	"net"
	"time"

	"github.com/cenkalti/backoff/v4"
)

func run(net.Conn) {}

// After a quarter of an hour the delay is negative.
func reconnects(ctx context.Context) {
	bo := backoff.NewExponentialBackOff()
	for ctx.Err() == nil {
		time.Sleep(bo.NextBackOff()) // want `when its maximum elapsed time is over .* bo.NextBackOff returns a negative delay and this loop spins`
		conn, err := net.Dial("tcp", "broker:1883")
		if err != nil {
			log.Print(err)
			continue
		}
		run(conn)
		bo.Reset()
	}
}

func inSelect(ctx context.Context, bo backoff.BackOff) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(bo.NextBackOff()): // want `bo.NextBackOff returns a negative delay`
		}
		if conn, err := net.Dial("tcp", "broker:1883"); err == nil {
			run(conn)
		}
	}
}

// The value is looked at.
func checksStop(bo backoff.BackOff) {
	for {
		delay := bo.NextBackOff()
		if delay == backoff.Stop {
			return
		}
		time.Sleep(delay)
	}
}

// Finite: the loop gives up, too.
func few(bo backoff.BackOff) {
	for range 5 {
		time.Sleep(bo.NextBackOff())
	}
}

// It never gives up.
func constant() {
	bo := backoff.NewConstantBackOff(time.Second)
	for {
		time.Sleep(bo.NextBackOff())
	}
}
