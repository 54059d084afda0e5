// Package daily: a day between two runs.
package daily

import (
	"context"
	"net/http"
	"time"

	"github.com/robfig/cron/v3"
)

func work() {
	resp, err := http.Get("http://peer")
	if err == nil {
		resp.Body.Close()
	}
}

func schedule(c *cron.Cron) {
	_, _ = c.AddFunc("0 6 * * *", work)
	_, _ = c.AddFunc("@daily", work)
	_, _ = c.AddFunc("@every 24h", work)
	_, _ = c.AddFunc("@every 15m", work) // want `\(\*cron\.Cron\)\.AddFunc starts work again while the run before may still go on`
	_, _ = c.AddFunc("@every 1h", func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		ping(ctx)
	})
	_, _ = c.AddFunc("@every 1s", func() { // want `\(\*cron\.Cron\)\.AddFunc starts .* again`
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		ping(ctx)
	})
}

func ping(ctx context.Context) {
	req, err := http.NewRequestWithContext(ctx, "GET", "http://peer", nil)
	if err != nil {
		return
	}
	if resp, err := http.DefaultClient.Do(req); err == nil {
		resp.Body.Close()
	}
}
