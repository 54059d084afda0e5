package host_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

// A host with 1,000 background services starts and stops.
func BenchmarkThousandServices(b *testing.B) {
	for name, opts := range map[string][]host.Option{
		"sequential": nil,
		"concurrent": {host.ConcurrentStart(), host.ConcurrentStop()},
	} {
		b.Run(name, func(b *testing.B) {
			var grown uint64
			b.ReportAllocs()
			for b.Loop() {
				grown = max(grown, thousandServices(b, opts))
			}
			b.ReportMetric(float64(grown)/1000, "live-B/service")
		})
	}
}

// thousandServices returns by how much the memory in use grew while they ran.
func thousandServices(b *testing.B, opts []host.Option) uint64 {
	before := inUse()
	h := mustNew(b, opts...)
	for i := range 1000 {
		must(b, h.AddBackground(fmt.Sprint(i), host.BackgroundFunc(hosttest.UntilStopped())))
	}
	must(b, h.Start(context.Background()))
	after := inUse()
	must(b, h.Stop(context.Background()))
	return max(after, before) - before
}

func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

// C30 in the small: a thousand services leave nothing behind. How long they take is
// the benchmark's to say: a shared machine may stand still for a minute.
func TestC30_ThousandServicesLeaveNothing(t *testing.T) {
	h := mustNew(t, host.ConcurrentStart(), host.ConcurrentStop())
	for i := range 1000 {
		must(t, h.AddBackground(fmt.Sprint(i), host.BackgroundFunc(hosttest.UntilStopped())))
	}
	must(t, h.Start(t.Context()), h.Stop(t.Context()))
}
