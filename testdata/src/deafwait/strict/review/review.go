package review

import (
	"context"
	"net/http"
	"sync"
	"time"
)

type hub struct {
	in   chan int
	subs []chan int
}

// it waits for goroutines that cannot be told to stop
func (h *hub) all(ctx context.Context, urls []string) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			resp, err := http.Get(url)
			if err == nil {
				resp.Body.Close()
			}
		}()
	}
	wg.Wait() // want `this waits for goroutines that do not hear ctx\.Done\(\) and may be held up; hand ctx to what they call`
}

// Feed sends to whoever reads.
func Feed(ctx context.Context, out chan<- int) {
	for i := range 10 {
		out <- i // want `blocks for as long as nobody receives`
	}
}

type pump struct{ out chan int }

// the goroutine has nothing that would tell it that nobody reads any more
func startPump(recv func() (int, error)) *pump {
	p := &pump{out: make(chan int, 8)}
	go func(ch chan<- int) {
		for {
			n, err := recv()
			ch <- n // want `this goroutine leaks once the receiver of ch has left: the send blocks for ever; give it a context, and send in a select with that`
			if err != nil {
				return
			}
		}
	}(p.out)
	return p
}

func (p *pump) next(limit int) int {
	for {
		select {
		case n := <-p.out:
			if n > limit {
				return n
			}
		}
	}
}

// whoever subscribed reads until the channel is closed
func Publish(ctx context.Context, out chan<- int, n int) {
	out <- n
	close(out)
}

func grows(ctx context.Context) {
	pause := time.Millisecond
	for ctx.Err() == nil {
		time.Sleep(pause) // want `cannot be stopped while time\.Sleep lasts`
		pause *= 2
	}
}
