package host

import (
	"testing"
	"time"
)

// A jump of the wall clock moves no iteration: all times of a schedule carry the
// monotonic clock. Round(0) strips it, which shows whether it was there.
func TestSchedulesAreMonotonic(t *testing.T) {
	s := schedule{Periodic: Periodic{Interval: time.Minute, Mode: FixedRate, Misfire: Skip}}
	now := time.Now()
	s.first(now)
	for range 3 {
		now = now.Add(90 * time.Second)
		s.next(now)
		if s.nominal == s.nominal.Round(0) {
			t.Fatalf("%v has lost the monotonic clock", s.nominal)
		}
	}
}

// The rules at the edges: on time, exactly on the next time, far behind.
func TestMisfireRules(t *testing.T) {
	start := time.Now()
	at := func(s int) time.Time { return start.Add(time.Duration(s) * time.Second) }
	for _, c := range []struct {
		rule      Misfire
		ends      int // of the iteration of 0 s, in seconds; the interval is 10 s
		next      int // start of the next iteration
		afterThat int // of the one after, if the next takes no time
	}{
		{FireOnce, 3, 10, 20}, {FireAll, 3, 10, 20}, {Skip, 3, 10, 20},
		{FireOnce, 10, 10, 20}, {FireAll, 10, 10, 20}, {Skip, 10, 10, 20},
		{FireOnce, 11, 11, 20}, {FireAll, 11, 11, 20}, {Skip, 11, 20, 30},
		{FireOnce, 35, 35, 40}, {FireAll, 35, 35, 35}, {Skip, 35, 40, 50},
		{FireOnce, 40, 40, 50}, {FireAll, 40, 40, 40}, {Skip, 40, 50, 60},
	} {
		s := schedule{Periodic: Periodic{Interval: 10 * time.Second, Mode: FixedRate, Misfire: c.rule}}
		s.first(start)
		next := at(c.ends).Add(s.next(at(c.ends)))
		afterThat := next.Add(s.next(next))
		if !next.Equal(at(c.next)) || !afterThat.Equal(at(c.afterThat)) {
			t.Errorf("rule %d, first ends at %d s: got %v and %v, want %d s and %d s",
				c.rule, c.ends, next.Sub(start), afterThat.Sub(start), c.next, c.afterThat)
		}
	}
}
