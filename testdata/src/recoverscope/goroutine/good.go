package goroutine

import (
	"log"

	"github.com/panjf2000/ants/v2"
)

// The goroutine recovers for itself.
func dispatchSafely(task Task) {
	defer logPanic()
	go func() {
		defer logPanic()
		_ = task.Run()
	}()
}

// So does the pool.
func submit(pool *ants.Pool, task Task) error {
	defer logPanic()
	return pool.Submit(func() { _ = task.Run() })
}

// The recover is for what runs here; what is started only passes values on.
func runHere(task Task, in, out chan string) {
	defer logPanic()
	go func() {
		for s := range in {
			out <- s
		}
	}()
	if err := task.Run(); err != nil {
		log.Print(err)
	}
}

// The recover comes after the goroutine was started: for the rest of it.
func runAfter(task, other Task) {
	go func() { _ = other.Run() }()
	defer logPanic()
	_ = task.Run()
}

// The recover is for the other work here, and nothing says that the goroutine
// panics.
func both(task, other Task) {
	defer logPanic()
	go func() { _ = other.Run() }()
	_ = task.Run()
}
