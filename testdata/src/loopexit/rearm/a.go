// Package rearm has loops without a for, and timers that are not set again
// (field notes 16 and 59).
package rearm

import (
	"log"
	"net/http"
	"time"
)

type poller struct {
	url   string
	timer *time.Timer
	other chan string
	quit  chan struct{}
}

func (p *poller) fetch() error {
	resp, err := http.Get(p.url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (p *poller) Start() {
	p.again()
	p.againFirst()
	p.againInDefer()
	go p.loop()
	go p.loopAlways()
	go p.loopElsewhere()
}

func (p *poller) again() {
	if err := p.fetch(); err != nil {
		log.Print(err)
		return // want `a failed p\.fetch returns before the next run of \(\*poller\)\.again is scheduled, so this periodic work ends for good; schedule the next run first, or in a defer`
	}
	time.AfterFunc(time.Minute, p.again)
}

func (p *poller) againFirst() {
	time.AfterFunc(time.Minute, p.againFirst)
	if err := p.fetch(); err != nil {
		log.Print(err)
		return
	}
	log.Print("fetched")
}

func (p *poller) againInDefer() {
	defer time.AfterFunc(time.Minute, p.againInDefer)
	if err := p.fetch(); err != nil {
		log.Print(err)
		return
	}
}

func (p *poller) loop() {
	for {
		select {
		case <-p.quit:
			return
		case <-p.timer.C:
			if err := p.fetch(); err != nil { // want `on this error the turn ends without timer\.Reset, so the timer never fires again and its work stops for good; reset the timer on every path, first or in a defer`
				log.Print(err)
				continue
			}
			p.timer.Reset(time.Minute)
		}
	}
}

func (p *poller) loopAlways() {
	for {
		select {
		case <-p.quit:
			return
		case <-p.timer.C:
			if err := p.fetch(); err != nil {
				log.Print(err)
				p.timer.Reset(time.Second)
				continue
			}
			p.timer.Reset(time.Minute)
		}
	}
}

// Another case sets the timer, too.
func (p *poller) loopElsewhere() {
	for {
		select {
		case <-p.quit:
			return
		case <-p.other:
			p.timer.Reset(0)
		case <-p.timer.C:
			if err := p.fetch(); err != nil {
				log.Print(err)
				continue
			}
			p.timer.Reset(time.Minute)
		}
	}
}
