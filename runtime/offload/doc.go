// Package offload bounds how much CPU-heavy work runs at the same time, so that
// timers, heartbeats and requests of the same process keep being served.
//
//	pool, err := offload.New()
//	...
//	sum, err := offload.Do(ctx, pool, "tenant-7", func(ctx context.Context) (Sum, error) {
//		return digest(ctx, file)
//	})
//
// Go's scheduler shares the CPUs evenly among goroutines that want them, so a
// hundred busy ones leave a timer one share in a hundred. A [Pool] admits only as
// many tasks as there are CPUs, less one; the others wait, and waiting costs
// nothing. Waiting tasks are admitted in turn by key, so that a key with a
// hundred tasks cannot keep a key with one waiting for all of them.
//
// # Which call
//
// [Do] runs the task on the caller's goroutine once it is admitted. It is right
// where the caller has nothing else to do. A loop that must go on meanwhile, such
// as one that renews a lease or serves a ticker, uses [Go] and receives the
// result in its select.
//
// # What it is not for
//
// Not for work that waits: a task that blocks on I/O holds its place. A C call
// holds a thread besides; give such work a pool of its own. There are no weights:
// a task is taken to keep one CPU busy. The number of CPUs is read once, from
// GOMAXPROCS, which Go itself derives from the container's CPU limit.
package offload
