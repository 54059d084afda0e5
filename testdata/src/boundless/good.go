package boundless

import (
	"context"
	"sync"
)

// docs:good
type Runner struct {
	jobs    chan Job
	cancels sync.Map
}

func (r *Runner) Start() { go r.run() }

func (r *Runner) run() {
	for job := range r.jobs {
		ctx, cancel := context.WithCancel(context.Background())
		r.cancels.Store(job.ID, cancel)
		r.do(ctx, job)
		cancel()
		r.cancels.Delete(job.ID)
	}
}

// docs:end

func (r *Runner) do(ctx context.Context, job Job) {}

// Removed when it is empty.
type Hub struct {
	mu   sync.Mutex
	subs map[string][]chan Job
}

func (h *Hub) Subscribe(topic string, ch chan Job) {
	h.subs[topic] = append(h.subs[topic], ch)
}

func (h *Hub) Unsubscribe(topic string, ch chan Job) {
	h.subs[topic] = append(h.subs[topic][:0], h.subs[topic][1:]...)
	if len(h.subs[topic]) == 0 {
		delete(h.subs, topic)
	}
}
