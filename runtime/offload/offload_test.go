package offload_test

import (
	"context"
	"errors"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/internal/leakcheck"
	"github.com/bgvet/bgvet/runtime/offload"
)

func TestMain(m *testing.M) { os.Exit(leakcheck.Main(m)) }

func mustNew(t testing.TB, opts ...offload.Option) *offload.Pool {
	t.Helper()
	p, err := offload.New(opts...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// task takes a time and returns nothing.
func task(d time.Duration) func(context.Context) (struct{}, error) {
	return func(context.Context) (struct{}, error) {
		time.Sleep(d)
		return struct{}{}, nil
	}
}

// C29: given 128 tasks queued by A and one by B, when the pool runs, then B
// starts within two task lengths.
func TestC29_KeysTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := mustNew(t, offload.Size(1))
		var tasks sync.WaitGroup
		for range 128 {
			tasks.Go(func() { _, _ = offload.Do(t.Context(), p, "A", task(time.Second)) })
		}
		synctest.Wait()
		began := time.Now()
		_, err := offload.Do(t.Context(), p, "B", func(context.Context) (struct{}, error) {
			if waited := time.Since(began); waited > 2*time.Second {
				t.Errorf("B waited %v", waited)
			}
			return struct{}{}, nil
		})
		if err != nil {
			t.Error(err)
		}
		tasks.Wait()
		if l := p.Load(); l.Running != 0 || l.Waiting != 0 {
			t.Errorf("left behind: %+v", l)
		}
	})
}

// C29: given busy tasks, when more CPU work is offloaded than there are CPUs,
// then a timer is still served soon. Without the pool its median delay is about
// 20 ms. Machines are shared, so there are several tries.
func TestC29_TimersAreServed(t *testing.T) {
	if testing.Short() {
		t.Skip("needs the CPUs for a while")
	}
	var median time.Duration
	for range 5 {
		if median = timerDelay(t, mustNew(t)); median < 10*time.Millisecond {
			t.Logf("median delay %v", median)
			return
		}
	}
	t.Errorf("timers are %v late", median)
}

// timerDelay returns the median delay of a 1 ms timer beside 64 busy tasks.
func timerDelay(t *testing.T, p *offload.Pool) time.Duration {
	stop := time.Now().Add(300 * time.Millisecond)
	var tasks sync.WaitGroup
	for range 64 {
		tasks.Go(func() {
			for time.Now().Before(stop) {
				_, _ = offload.Do(t.Context(), p, "busy", spin)
			}
		})
	}
	var delays []time.Duration
	for time.Now().Before(stop) {
		began := time.Now()
		time.Sleep(time.Millisecond)
		delays = append(delays, time.Since(began)-time.Millisecond)
	}
	tasks.Wait()
	slices.Sort(delays)
	return delays[len(delays)/2]
}

func spin(context.Context) (int, error) {
	n := 0
	for began := time.Now(); time.Since(began) < time.Millisecond; n++ {
	}
	return n, nil
}

// C29: a full queue gives the typed error.
func TestC29_FullQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := mustNew(t, offload.Size(1), offload.QueueLimit(1))
		first := offload.Go(t.Context(), p, "a", task(time.Second))
		second := offload.Go(t.Context(), p, "a", task(time.Second))
		_, err := offload.Do(t.Context(), p, "b", task(0))
		var full *offload.SaturatedError
		if !errors.Is(err, offload.ErrSaturated) || !errors.As(err, &full) || full.Key != "b" || full.Limit != 1 {
			t.Errorf("got %v", err)
		}
		if r := <-offload.Go(t.Context(), p, "b", task(0)); !errors.Is(r.Err, offload.ErrSaturated) {
			t.Errorf("Go got %v", r.Err)
		}
		<-first
		<-second
	})
}

// C29: a cancelled waiter leaves.
func TestC29_CancelledWaiterLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := mustNew(t, offload.Size(1))
		busy := offload.Go(t.Context(), p, "a", task(time.Minute))
		cause := errors.New("enough")
		ctx, cancel := context.WithCancelCause(t.Context())
		waiting := offload.Go(ctx, p, "a", task(0))
		synctest.Wait()
		if l := p.Load(); l.Waiting != 1 {
			t.Errorf("%d waiting", l.Waiting)
		}
		cancel(cause)
		if r := <-waiting; !errors.Is(r.Err, cause) {
			t.Errorf("got %v", r.Err)
		}
		if l := p.Load(); l.Waiting != 0 {
			t.Errorf("%d waiting", l.Waiting)
		}
		<-busy
	})
}

func TestConcurrencyIsBounded(t *testing.T) {
	p := mustNew(t, offload.Size(3))
	var now, most atomic.Int32
	var tasks sync.WaitGroup
	for range 100 {
		tasks.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			_, _ = offload.Do(ctx, p, "k", func(context.Context) (int, error) {
				n := now.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				runtime.Gosched()
				now.Add(-1)
				return 0, nil
			})
		})
	}
	tasks.Wait()
	if most.Load() > 3 {
		t.Errorf("%d tasks at once", most.Load())
	}
}

func TestPanicAndGoexit(t *testing.T) {
	p := mustNew(t, offload.Size(1))
	_, err := offload.Do(t.Context(), p, "k", func(context.Context) (int, error) { panic("boom") })
	var panicked *offload.PanicError
	if !errors.As(err, &panicked) || panicked.Value != "boom" || len(panicked.Stack) == 0 {
		t.Errorf("got %v", err)
	}
	r := <-offload.Go(t.Context(), p, "k", func(context.Context) (int, error) { runtime.Goexit(); return 0, nil })
	if !errors.Is(r.Err, offload.ErrGoexit) {
		t.Errorf("Goexit gave %v", r.Err)
	}
	if l := p.Load(); l.Running != 0 {
		t.Errorf("%d places lost", l.Running)
	}
}

func TestClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := mustNew(t, offload.Size(1))
		running := offload.Go(t.Context(), p, "k", task(time.Minute))
		waiting := offload.Go(t.Context(), p, "k", task(0))
		synctest.Wait()
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := p.Close(short); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("first Close: %v", err)
		}
		if r := <-waiting; !errors.Is(r.Err, offload.ErrClosed) {
			t.Errorf("waiting task: %v", r.Err)
		}
		if _, err := offload.Do(t.Context(), p, "k", task(0)); !errors.Is(err, offload.ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
		if err := p.Close(t.Context()); err != nil {
			t.Errorf("second Close: %v", err)
		}
		if r := <-running; r.Err != nil {
			t.Errorf("running task: %v", r.Err)
		}
	})
}

func TestNestedTasks(t *testing.T) {
	p := mustNew(t, offload.Size(1))
	_, err := offload.Do(t.Context(), p, "k", func(ctx context.Context) (int, error) {
		if r := <-offload.Go(ctx, p, "k", func(context.Context) (int, error) { return 1, nil }); !errors.Is(r.Err, offload.ErrNested) {
			t.Errorf("nested Go: %v", r.Err)
		}
		return offload.Do(ctx, p, "k", func(context.Context) (int, error) { return 1, nil })
	})
	if err != nil {
		t.Error(err)
	}
}

// A nested task that panics costs itself and not the task around it.
func TestNestedPanic(t *testing.T) {
	p := mustNew(t, offload.Size(1))
	n, err := offload.Do(t.Context(), p, "k", func(ctx context.Context) (int, error) {
		_, err := offload.Do(ctx, p, "k", func(context.Context) (int, error) { panic("boom") })
		var panicked *offload.PanicError
		if !errors.As(err, &panicked) {
			t.Errorf("nested: %v", err)
		}
		return 1, nil
	})
	if n != 1 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
}

type brokenObserver struct{}

func (brokenObserver) Observe(context.Context, offload.Task) { panic("observer") }

// A broken meter costs records, and no task.
func TestBrokenObserver(t *testing.T) {
	p := mustNew(t, offload.Size(1), offload.WithObserver(brokenObserver{}))
	if _, err := offload.Do(t.Context(), p, "k", task(0)); err != nil {
		t.Error(err)
	}
	if r := <-offload.Go(t.Context(), p, "k", task(0)); r.Err != nil {
		t.Error(r.Err)
	}
}

func TestBadUse(t *testing.T) {
	for _, o := range []offload.Option{offload.Size(0), offload.QueueLimit(-1), offload.WithObserver(nil), nil} {
		if _, err := offload.New(o); err == nil {
			t.Error("New accepted a bad option")
		}
	}
	for _, p := range []*offload.Pool{nil, {}} {
		if _, err := offload.Do(t.Context(), p, "k", task(0)); !errors.Is(err, offload.ErrNoPool) {
			t.Errorf("Do: %v", err)
		}
		if r := <-offload.Go(t.Context(), p, "k", task(0)); !errors.Is(r.Err, offload.ErrNoPool) {
			t.Errorf("Go: %v", r.Err)
		}
		if err := p.Close(t.Context()); !errors.Is(err, offload.ErrNoPool) {
			t.Errorf("Close: %v", err)
		}
	}
	if _, err := offload.Do[int](t.Context(), mustNew(t), "k", nil); err == nil {
		t.Error("Do accepted a nil task")
	}
}

type observer struct {
	mu    sync.Mutex
	tasks []offload.Task
}

func (o *observer) Observe(_ context.Context, t offload.Task) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.tasks = append(o.tasks, t)
}

func TestObserver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var o observer
		p := mustNew(t, offload.Size(1), offload.QueueLimit(1), offload.WithObserver(&o))
		a := offload.Go(t.Context(), p, "a", task(2*time.Second))
		b := offload.Go(t.Context(), p, "b", task(3*time.Second))
		c := offload.Go(t.Context(), p, "c", task(0))
		<-a
		<-b
		<-c
		synctest.Wait()
		want := []offload.Task{
			{Key: "c"},
			{Key: "a", Admitted: true, Run: 2 * time.Second},
			{Key: "b", Wait: 2 * time.Second, Admitted: true, Run: 3 * time.Second},
		}
		for i, got := range o.tasks {
			got.Err = nil
			if got != want[i] {
				t.Errorf("task %d: got %+v, want %+v", i, got, want[i])
			}
		}
	})
}

// TestChurn stresses admission, leaving and release against each other.
func TestChurn(t *testing.T) {
	p := mustNew(t, offload.Size(2), offload.QueueLimit(8))
	var tasks sync.WaitGroup
	for i := range 8 {
		tasks.Go(func() {
			for n := range 200 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(n%5)*50*time.Microsecond)
				_, _ = offload.Do(ctx, p, string(rune('a'+i%3)), func(context.Context) (int, error) {
					runtime.Gosched()
					return 0, nil
				})
				cancel()
			}
		})
	}
	tasks.Wait()
	if l := p.Load(); l.Running != 0 || l.Waiting != 0 {
		t.Errorf("left behind: %+v", l)
	}
}

func BenchmarkDo(b *testing.B) {
	p := mustNew(b)
	ctx := context.Background()
	f := func(context.Context) (int, error) { return 0, nil }
	b.ReportAllocs()
	for b.Loop() {
		_, _ = offload.Do(ctx, p, "k", f)
	}
}
