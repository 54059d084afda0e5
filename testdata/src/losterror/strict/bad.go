package strict

import (
	"context"
	"net/http"
	"time"
)

type feed struct{ client *http.Client }

func (f *feed) fetch(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, "GET", "http://localhost", nil)
	if err != nil {
		return err
	}
	resp, err := f.client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// docs:bad
func (f *feed) Start(ctx context.Context) {
	go f.run(ctx) // want `the go statement drops the error of f\.run, so nobody learns why it ended; log it in the goroutine, or send it to whoever can act on it`
	go func() {
		http.ListenAndServe("localhost:6060", nil) // want `the error of http\.ListenAndServe is dropped, so nobody learns why it does not serve, or no longer; log it, or send it to whoever can act on it`
	}()
}

func (f *feed) run(ctx context.Context) error {
	for {
		if err := f.fetch(ctx); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}

// docs:end
