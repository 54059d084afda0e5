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
	next  *time.Timer
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
	p.startTimer()
	p.byGo()
	p.walk(p.url, 3)
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

// By a goroutine at the end, and by the timer that runs it.
func (p *poller) byGo() {
	if err := p.fetch(); err != nil {
		log.Print(err)
		return // want `a failed p\.fetch returns before the next run of \(\*poller\)\.byGo is scheduled`
	}
	time.Sleep(time.Minute)
	go p.byGo()
}

func (p *poller) startTimer() { p.next = time.AfterFunc(time.Minute, p.byTimer) }

func (p *poller) byTimer() {
	if err := p.fetch(); err != nil {
		log.Print(err)
		return // want `a failed p\.fetch returns before the next run of \(\*poller\)\.byTimer is scheduled`
	}
	p.next.Reset(time.Minute)
}

// A walk ends by itself.
func (p *poller) walk(url string, depth int) {
	p.url = url
	if err := p.fetch(); err != nil {
		return
	}
	if depth > 0 {
		go p.walk(url+"/next", depth-1)
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
