// Package unknown: numbers that nobody here decides on, and callers that are not
// here to see.
package unknown

import (
	"context"
	"net/http"
	"sync"
)

type spool struct{ name string }

func upload(ctx context.Context, s spool) error {
	req, err := http.NewRequestWithContext(ctx, "PUT", "http://store/"+s.name, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// UploadAll: whoever calls it decides.
func UploadAll(ctx context.Context, spools []spool) {
	var wg sync.WaitGroup
	for _, s := range spools {
		wg.Go(func() { _ = upload(ctx, s) }) // want "a goroutine for each element of spools"
	}
	wg.Wait()
}

// Persister starts a goroutine for each spool that is complete.
type Persister struct{}

func (p *Persister) SpoolComplete(s spool, primary bool) {
	if primary {
		go upload(context.Background(), s) // want "a goroutine for each call of .*SpoolComplete runs upload"
	}
}

// Hook is kept by somebody and called for each event.
type Hook struct{ Func func(s spool) error }

func bind(register func(*Hook)) {
	register(&Hook{Func: func(s spool) error {
		go upload(context.Background(), s) // want "a goroutine for each call of this function"
		return nil
	}})
}

// handle answers before the work is done.
func handle(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	go upload(context.Background(), spool{name}) // want "a goroutine for each request runs upload and goes on after it"
	w.WriteHeader(http.StatusAccepted)
}

// joined: as many as there are requests.
func joined(w http.ResponseWriter, r *http.Request) {
	done := make(chan error, 1)
	go func() { done <- upload(r.Context(), spool{r.PathValue("name")}) }()
	select {
	case <-done:
	case <-r.Context().Done():
	}
}

// Start is not called for each of something.
func Start(ctx context.Context, s spool) { go upload(ctx, s) }

// Variadic: whoever calls it writes them down.
func Variadic(ctx context.Context, spools ...spool) {
	for _, s := range spools {
		go upload(ctx, s)
	}
}

type node struct{ left, right *node }

func visit(ctx context.Context, n *node) {
	if n == nil {
		return
	}
	_ = upload(ctx, spool{})
	go visit(ctx, n.left)  // want "a goroutine for each branch of visit runs visit, and each starts more"
	go visit(ctx, n.right) // want "a goroutine for each branch of visit"
}

// crawl spreads to three at most, and remembers where it has been.
func crawl(ctx context.Context, n *node, seen map[*node]bool, next func(*node) []*node) {
	if seen[n] {
		return
	}
	seen[n] = true
	_ = upload(ctx, spool{})
	for _, m := range next(n)[:3] {
		go crawl(ctx, m, seen, next) // want "a goroutine for each branch of crawl"
	}
}
