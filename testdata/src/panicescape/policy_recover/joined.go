package policyrecover

import (
	"context"
	"sync"
)

type notifier struct {
	in       chan string
	handlers map[string]func(string)
}

// Run starts a loop that goes on for as long as the service does: that it is waited for in the end
// does not keep a panic from ending the process.
func (n *notifier) Run(ctx context.Context) {
	go func() {
		var wg sync.WaitGroup
		wg.Go(func() { n.deliver(ctx) }) // want `a panic in this goroutine ends the whole process: nothing recovers it`
		<-ctx.Done()
		wg.Wait()
	}()
}

func (n *notifier) deliver(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case topic := <-n.in:
			n.handlers[topic](topic)
		}
	}
}
