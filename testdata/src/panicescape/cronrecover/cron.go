// Package cronrecover puts cron.Recover into the chain.
package cronrecover

import (
	"strings"

	"github.com/robfig/cron/v3"
)

type report struct{ line string }

func (r *report) Run() { _ = strings.Split(r.line, ",")[3] }

func start(r *report) (*cron.Cron, error) {
	c := cron.New(cron.WithChain(cron.Recover(cron.DefaultLogger)))
	_, err := c.AddFunc("@daily", r.Run)
	c.Start()
	return c, err
}
