// Package forever has a policy without an end.
package forever

import (
	"context"
	"log"
	"net"
	"time"

	"github.com/cenkalti/backoff/v4"
)

func policy() backoff.BackOff {
	bo := backoff.NewExponentialBackOff()
	bo.MaxElapsedTime = 0
	return bo
}

func reconnects(ctx context.Context) {
	bo := policy()
	for ctx.Err() == nil {
		time.Sleep(bo.NextBackOff())
		conn, err := net.Dial("tcp", "broker:1883")
		if err != nil {
			log.Print(err)
			continue
		}
		conn.Close()
		bo.Reset()
	}
}
