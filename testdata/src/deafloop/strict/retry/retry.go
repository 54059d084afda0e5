package retry

import "time"

type client struct {
	tries int
	pause time.Duration
}

func (c *client) get() error   { return nil }
func (c *client) Close() error { return nil }

func (c *client) Get() error {
	for i := 0; i < c.tries || c.tries == 0; i++ {
		if err := c.get(); err == nil {
			return nil
		}
		time.Sleep(c.pause) // want `\(\*client\)\.Get may try again for ever, also when its owner is stopped: the loop hears no stop signal; wait in a select with one that the stop gives`
	}
	return nil
}

type stoppable struct {
	quit  chan struct{}
	tries int
}

func (s *stoppable) Close() error { close(s.quit); return nil }

func (s *stoppable) Get() error {
	for i := 0; i < s.tries || s.tries == 0; i++ {
		select {
		case <-s.quit:
			return nil
		case <-time.After(time.Second):
		}
	}
	return nil
}
