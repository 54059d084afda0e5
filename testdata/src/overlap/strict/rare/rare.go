// Package rare: a day between two runs.
package rare

import (
	"net/http"

	"github.com/robfig/cron/v3"
)

func work() {
	resp, err := http.Get("http://peer")
	if err == nil {
		resp.Body.Close()
	}
}

func schedule(c *cron.Cron) {
	_, _ = c.AddFunc("0 6 * * *", work) // want "starts work again"
	_, _ = c.AddFunc("@daily", work)    // want "starts work again"
}
