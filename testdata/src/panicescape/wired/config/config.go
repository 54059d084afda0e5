// Package config tells its subscribers of each new configuration.
package config

type Config struct{ Route string }

type Coordinator struct {
	subscribers []func(*Config) error
}

func (c *Coordinator) Subscribe(s func(*Config) error) { c.subscribers = append(c.subscribers, s) }

func (c *Coordinator) Reload() error {
	for _, s := range c.subscribers {
		if err := s(&Config{}); err != nil {
			return err
		}
	}
	return nil
}

// Watch starts a goroutine of its own, on which it runs what others handed in.
func (c *Coordinator) Watch(changes <-chan string) {
	go func() { // want `this goroutine runs code that others handed in \(the callback s\) and nothing recovers it`
		for range changes {
			_ = c.Reload()
		}
	}()
}
