// Package daily: a day between two runs.
package daily

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
	_, _ = c.AddFunc("0 6 * * *", work)
	_, _ = c.AddFunc("@daily", work)   
}
