// Package asks is shipped, and does without its loop in tests.
package asks

import (
	"testing"
	"time"

	"github.com/cenkalti/backoff/v4"
)

func start(try func() bool) {
	if !testing.Testing() {
		go run(try)
	}
}

func run(try func() bool) {
	bo := backoff.NewExponentialBackOff()
	for {
		time.Sleep(bo.NextBackOff()) // want `bo.NextBackOff returns a negative delay`
		if try() {
			bo.Reset()
		}
	}
}
