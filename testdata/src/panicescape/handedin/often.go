package handedin

import "context"

// Broadcaster runs one callback on several goroutines: it is reported once.
type Broadcaster struct {
	send func(*Job)
}

func NewBroadcaster(send func(*Job)) *Broadcaster { return &Broadcaster{send: send} }

func (b *Broadcaster) First(ctx context.Context, j *Job) {
	go func() { // want `this goroutine runs code that others handed in \(the callback b\.send\) and nothing recovers it`
		b.send(j)
	}()
}

func (b *Broadcaster) Second(ctx context.Context, j *Job) {
	go func() { b.send(j) }()
}
