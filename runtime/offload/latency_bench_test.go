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
