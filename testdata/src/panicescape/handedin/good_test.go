package handedin

import "testing"

// Tests set callbacks as users do: that says nothing about who does.
func TestCron(t *testing.T) {
	var c Cron
	c.MustAdd("a", func() {})
	if err := c.Add("b", func() {}); err != nil {
		t.Fatal(err)
	}
	c.jobs = append(c.jobs, &Job{fn: func() {}})
	c.runSafely()
}
