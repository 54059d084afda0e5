package strict

import "time"

// Only channels and the clock: nothing can panic.
func (p *pump) StartQuietly() {
	go func() {
		defer logPanic()
		for {
			select {
			case b := <-p.in:
				p.out <- b
			case <-time.After(time.Second):
				time.Sleep(time.Millisecond)
			}
		}
	}()
}
