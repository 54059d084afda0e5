// Package wired hands its own functions to a package that it uses: on its own
// goroutine they are no code of others.
package wired

import "github.com/bgvet/bgvet/testdata/src/panicescape/wired/config"

type app struct {
	coordinator config.Coordinator
	routes      map[string]int
	reload      chan struct{}
	quit        chan struct{}
}

func (a *app) start() {
	a.coordinator.Subscribe(func(c *config.Config) error {
		a.routes[c.Route]++
		return nil
	})
	go a.loop()
}

func (a *app) loop() {
	for {
		select {
		case <-a.reload:
			_ = a.coordinator.Reload()
		case <-a.quit:
			return
		}
	}
}
