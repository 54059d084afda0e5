package deafwait

import "context"

type reloader struct{ reload chan chan error }

// whoever asked waits for the answer
func (r *reloader) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case answer := <-r.reload:
			answer <- nil
		}
	}
}

func startReloader(ctx context.Context, asks chan chan error) {
	r := &reloader{reload: asks}
	go r.run(ctx)
}
