// Package note59: timers that are set again by what they run.
package note59

import (
	"net/http"
	"time"
)

func work() {
	resp, err := http.Get("http://peer")
	if err == nil {
		resp.Body.Close()
	}
}

type poller struct {
	every time.Duration
	timer *time.Timer
}

// first sets the timer before the work.
func (p *poller) first() {
	p.timer = time.AfterFunc(p.every, p.first) // want "the next run of .*first is scheduled before work has ended"
	work()
}

// resets the timer that runs it.
func (p *poller) start() { p.timer = time.AfterFunc(p.every, p.resets) }

func (p *poller) resets() {
	p.timer.Reset(p.every) // want "the next run of .*resets is scheduled before work has ended"
	work()
}

// last sets it when it is done.
func (p *poller) last() {
	work()
	p.timer = time.AfterFunc(p.every, p.last)
}

func (p *poller) deferred() {
	defer func() { p.timer = time.AfterFunc(p.every, p.deferred) }()
	work()
}

// early comes again when it cannot begin.
func (p *poller) early(ready bool) {
	if !ready {
		time.AfterFunc(p.every, func() { p.early(true) })
		return
	}
	work()
}

// other starts something else.
func (p *poller) other() {
	time.AfterFunc(p.every, work)
	work()
}
