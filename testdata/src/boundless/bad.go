package boundless

import (
	"context"
	"sync"
	"time"
)

type Job struct {
	ID    string
	Queue string
}

// docs:bad
type Worker struct {
	jobs    chan Job
	cancels sync.Map
}

func (w *Worker) Start() { go w.run() }

func (w *Worker) run() {
	for job := range w.jobs {
		ctx, cancel := context.WithCancel(context.Background())
		w.cancels.Store(job.ID, cancel) // want `w\.cancels gets an entry for every new job\.ID and nothing in this package ever removes one, so it grows for the life of Worker; delete the entry when its work is done, or bound it by size or age`
		w.do(ctx, job)
		cancel()
	}
}

// docs:end

func (w *Worker) do(ctx context.Context, job Job) {}

// Emptied, but the key stays.
type Broker struct {
	mu   sync.Mutex
	subs map[string][]chan Job
}

func (b *Broker) Subscribe(topic string) chan Job {
	b.mu.Lock()
	defer b.mu.Unlock()
	ch := make(chan Job)
	b.add(topic, ch)
	return ch
}

func (b *Broker) add(topic string, ch chan Job) {
	if _, ok := b.subs[topic]; !ok {
		b.subs[topic] = make([]chan Job, 0) // want `b\.subs gets an entry for every new topic and nothing in this package ever removes one, so it grows for the life of Broker; delete the key when its entry is empty`
	}
	b.subs[topic] = append(b.subs[topic], ch)
}

func (b *Broker) Unsubscribe(topic string, ch chan Job) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, c := range b.subs[topic] {
		if c == ch {
			b.subs[topic] = append(b.subs[topic][:i], b.subs[topic][i+1:]...)
			return
		}
	}
}

// The slice form.
type Proxy struct {
	reqs    chan Job
	cancels []context.CancelFunc
}

func (p *Proxy) loop() {
	for range p.reqs {
		_, cancel := context.WithTimeout(context.Background(), time.Second)
		p.cancels = append(p.cancels, cancel) // want `p\.cancels gets an entry for every call of \(\*Proxy\)\.loop`
	}
}

func NewProxy() *Proxy {
	p := &Proxy{reqs: make(chan Job)}
	go p.loop()
	return p
}
