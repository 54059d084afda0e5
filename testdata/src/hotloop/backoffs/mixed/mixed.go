// Package mixed has one policy with an end and one without.
package mixed

import (
	"time"

	"github.com/cenkalti/backoff/v4"
)

func forever(try func() bool) {
	bo := backoff.NewExponentialBackOff(backoff.WithMaxElapsedTime(0))
	for {
		time.Sleep(bo.NextBackOff())
		if try() {
			bo.Reset()
		}
	}
}

func givesUp(try func() bool) {
	bo := backoff.NewExponentialBackOff()
	for {
		time.Sleep(bo.NextBackOff()) // want `bo.NextBackOff returns a negative delay`
		if try() {
			bo.Reset()
		}
	}
}
