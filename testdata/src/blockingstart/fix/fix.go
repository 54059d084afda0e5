package fix

import (
	"context"
	"time"

	"go.uber.org/fx"
)

type worker struct{ n int }

func (w *worker) run() {
	for {
		time.Sleep(time.Second)
		w.n++
	}
}

func register(lc fx.Lifecycle, w *worker) {
	lc.Append(fx.StartHook(func(ctx context.Context) error {
		w.run() // want `the start-up never ends`
		return nil
	}))
	lc.Append(fx.StartHook(func() error {
		for { // want `the start-up never ends`
			time.Sleep(time.Second)
			if w.n > 3 {
				w.n = 0
			}
		}
		return nil
	}))
}
