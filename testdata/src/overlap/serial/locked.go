package serial

import "github.com/robfig/cron/v3"

type locker interface {
	LockWithRetries(key string, until int64) error
}

// register guards its job by a lock of the project's own, which it may not get.
func register(c *cron.Cron, l locker, spec string) error {
	_, err := c.AddFunc(spec, func() {
		if err := l.LockWithRetries("job", 1); err != nil {
			return
		}
		work()
	})
	return err
}
