package deadline

import (
	"context"
	"errors"
	"log"
	"net"
	"time"
)

type listener struct{ dialer net.Dialer }

func (l *listener) wait(ctx context.Context) error {
	conn, err := l.dialer.DialContext(ctx, "tcp", "localhost:1")
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Read(make([]byte, 1))
	return err
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// The wait returns early when ctx is done, but it does not end the loop.
func (l *listener) Start(ctx context.Context) {
	go func() {
		for attempt := 0; ; attempt++ {
			if err := l.wait(ctx); err != nil {
				if errors.Is(err, context.Canceled) { // want `only context.Canceled ends this loop: when the deadline of ctx passes, l.wait fails again and again for ever; test ctx.Err\(\) != nil instead of the error`
					break
				}
				log.Printf("wait: %v", err)
				sleep(ctx, time.Duration(attempt)*time.Second)
			}
		}
		log.Print("ended")
	}()
}

// A context that was made with a timeout here surely expires.
func (l *listener) Retry() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		err := l.wait(ctx)
		if err == nil || err == context.Canceled { // want `only context.Canceled ends this loop`
			return
		}
		time.Sleep(time.Second)
	}
}
