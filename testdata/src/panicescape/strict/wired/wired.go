// Package wired is what a strict run says of callbacks that another package runs.
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
	go a.loop() // want `\(\*app\)\.loop runs code that others handed in \(the callback s\) and nothing recovers it.*config\.Coordinator\)\.Reload`
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
