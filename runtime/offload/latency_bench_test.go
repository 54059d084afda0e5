package offload_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/bgvet/bgvet/runtime/offload"
)

// How late a 1 ms timer fires while 64 goroutines want the CPU, with and without
// the pool.
func BenchmarkTimerLatency(b *testing.B) {
	b.Run("idle", func(b *testing.B) { timerLatency(b, 0, nil) })
	b.Run("inline", func(b *testing.B) {
		timerLatency(b, 64, func() { _, _ = spin(context.Background()) })
	})
	b.Run("offload", func(b *testing.B) {
		p := mustNew(b)
		timerLatency(b, 64, func() { _, _ = offload.Do(context.Background(), p, "k", spin) })
	})
}

func timerLatency(b *testing.B, tasks int, work func()) {
	done := make(chan struct{})
	var busy sync.WaitGroup
	for range tasks {
		busy.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					work()
				}
			}
		})
	}
	var late []time.Duration
	for b.Loop() {
		began := time.Now()
		time.Sleep(time.Millisecond)
		late = append(late, time.Since(began)-time.Millisecond)
	}
	close(done)
	busy.Wait()
	slices.Sort(late)
	b.ReportMetric(float64(late[len(late)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(late[len(late)*99/100].Microseconds()), "p99-µs")
}

// How late the ticks of a loop come that also takes an item of 1 ms of CPU time for
// every tick: when it works on the item itself, when it gives it a goroutine, and
// when it leaves it to the pool. The items come in bursts, as they do.
func BenchmarkTickLatency(b *testing.B) {
	b.Run("idle", func(b *testing.B) { tickLatency(b, nil) })
	b.Run("inline", func(b *testing.B) {
		tickLatency(b, func() { _, _ = spin(context.Background()) })
	})
	b.Run("goroutine", func(b *testing.B) {
		var busy sync.WaitGroup
		tickLatency(b, func() { busy.Go(func() { _, _ = spin(context.Background()) }) })
		busy.Wait()
	})
	b.Run("offload", func(b *testing.B) {
		p := mustNew(b, offload.QueueLimit(burst))
		var busy sync.WaitGroup
		tickLatency(b, func() {
			busy.Go(func() { _, _ = offload.Do(context.Background(), p, "k", spin) })
		})
		busy.Wait()
	})
}

// burst is how many items come at once.
const burst = 64

// tickLatency measures how late a loop looks at its ticker that takes a burst of
// items in every tenth turn.
func tickLatency(b *testing.B, take func()) {
	const period = 2 * time.Millisecond
	tick := time.NewTicker(period)
	defer tick.Stop()
	var late []time.Duration
	for turn := 0; b.Loop(); turn++ {
		late = append(late, time.Since(<-tick.C))
		if take == nil || turn%10 != 0 {
			continue
		}
		for range burst {
			take()
		}
	}
	slices.Sort(late)
	b.ReportMetric(float64(late[len(late)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(late[len(late)*99/100].Microseconds()), "p99-µs")
}
