package loopexit

import (
	"net/http"
	"time"
)

// The end of the loop is only awaited by Stop, when nobody wants it any more.
type joined struct {
	url  string
	stop chan struct{}
	done chan struct{}
}

func (j *joined) Start() { go j.loop() }

func (j *joined) Stop() {
	close(j.stop)
	<-j.done
}

func (j *joined) loop() {
	defer close(j.done)
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-j.stop:
			return
		case <-tick.C:
		}
		resp, err := http.Get(j.url)
		if err != nil {
			break // want `a failed http.Get ends \(\*joined\).loop for good while the process stays healthy`
		}
		resp.Body.Close()
	}
}

// Here the end is awaited by one that starts it again.
type watched struct {
	url  string
	done chan struct{}
}

func (w *watched) Start() {
	go w.loop()
	go func() {
		for range w.done {
			go w.loop()
		}
	}()
}

func (w *watched) loop() {
	defer close(w.done)
	for range time.Tick(time.Minute) {
		resp, err := http.Get(w.url)
		if err != nil {
			return
		}
		resp.Body.Close()
	}
}

// It schedules itself through a helper.
type chore struct {
	url   string
	timer *time.Timer
}

func (c *chore) rearm() { c.timer = time.AfterFunc(time.Hour, c.run) }

func (c *chore) run() {
	resp, err := http.Get(c.url)
	if err != nil {
		return // want `a failed http.Get returns before the next run of \(\*chore\).run is scheduled`
	}
	resp.Body.Close()
	c.rearm()
}
