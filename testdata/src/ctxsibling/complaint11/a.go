package complaint11

import (
	"context"
	"net/http"
)

func Always(ctx context.Context, client *http.Client) error {
	req, err := http.NewRequest("GET", "https://example.com", nil)
	if err != nil {
		return err
	}
	req = req.WithContext(ctx)
	_, err = client.Do(req)
	return err
}

func InTheCall(ctx context.Context, client *http.Client) error {
	req, err := http.NewRequest("GET", "https://example.com", nil)
	if err != nil {
		return err
	}
	_, err = client.Do(req.WithContext(ctx))
	return err
}

func Sometimes(ctx context.Context, client *http.Client, traced bool) error {
	req, err := http.NewRequest("GET", "https://example.com", nil) // want `http\.NewRequest cannot hear ctx.*use NewRequestWithContext\(ctx, \.\.\.\)`
	if err != nil {
		return err
	}
	if traced {
		req = req.WithContext(ctx)
	}
	_, err = client.Do(req)
	return err
}

// Adding a value to what the request has is no context.
func Valued(ctx context.Context, client *http.Client) error {
	req, err := http.NewRequest("GET", "https://example.com", nil) // want `use NewRequestWithContext`
	if err != nil {
		return err
	}
	req = req.WithContext(context.WithValue(req.Context(), key{}, 1))
	_, err = client.Do(req)
	return err
}

type key struct{}
