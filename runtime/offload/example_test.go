package offload_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/bgvet/bgvet/runtime/offload"
)

// digest stands for work that keeps a CPU busy.
func digest(context.Context) (int, error) { return 42, nil }

func ExampleDo() {
	pool, err := offload.New()
	if err != nil {
		panic(err)
	}
	sum, err := offload.Do(context.Background(), pool, "tenant-7", digest)
	fmt.Println(sum, err)
	fmt.Println(pool.Close(context.Background()))
	_, err = offload.Do(context.Background(), pool, "tenant-7", digest)
	fmt.Println(err)
	// Output:
	// 42 <nil>
	// <nil>
	// offload: pool is closed
}

func ExampleGo() {
	pool, err := offload.New()
	if err != nil {
		panic(err)
	}
	heartbeat := time.NewTicker(time.Hour)
	defer heartbeat.Stop()
	result := offload.Go(context.Background(), pool, "tenant-7", digest)
	for waiting := true; waiting; {
		select {
		case <-heartbeat.C: // goes on while the task runs
		case r := <-result:
			fmt.Println(r.Value, r.Err)
			waiting = false
		}
	}
	// Output:
	// 42 <nil>
}

func ExampleSaturatedError() {
	pool, err := offload.New(offload.Size(1), offload.QueueLimit(0))
	if err != nil {
		panic(err)
	}
	gate := make(chan struct{})
	busy := offload.Go(context.Background(), pool, "a", func(context.Context) (int, error) { <-gate; return 0, nil })
	_, err = offload.Do(context.Background(), pool, "b", digest)
	fmt.Println(errors.Is(err, offload.ErrSaturated), err)
	close(gate)
	<-busy
	// Output:
	// true offload: saturated: 0 tasks are waiting; refused one of key "b"
}

// waits is an observer that could feed a histogram.
type waits struct{}

func (waits) Observe(_ context.Context, t offload.Task) {
	fmt.Println(t.Key, t.Wait >= 0, t.Run >= 0, t.Err)
}

func ExampleWithObserver() {
	pool, err := offload.New(offload.WithObserver(waits{}))
	if err != nil {
		panic(err)
	}
	_, _ = offload.Do(context.Background(), pool, "tenant-7", digest)
	// Output:
	// tenant-7 true true <nil>
}
