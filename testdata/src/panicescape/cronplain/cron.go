// Package cronplain uses cron without a chain.
package cronplain

import (
	"strings"

	"github.com/robfig/cron/v3"
)

type report struct{ line string }

func (r *report) Run() { _ = strings.Split(r.line, ",")[3] }

func start(r *report) (*cron.Cron, error) {
	c := cron.New(cron.WithSeconds())
	if _, err := c.AddFunc("@daily", r.Run); err != nil { // want `\(\*report\)\.Run can panic`
		return nil, err
	}
	_, err := c.AddJob("@hourly", r) // want `\(\*report\)\.Run can panic`
	c.Start()
	return c, err
}
