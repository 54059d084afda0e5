package review

import (
	"context"
	"net/http"
	"sync"
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
