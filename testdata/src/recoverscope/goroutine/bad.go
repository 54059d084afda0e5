// Package goroutine: the recover is in another goroutine than the panic.
package goroutine

import (
	"log"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

type Task interface{ Run() error }

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

// A dispatcher that does nothing else than to start the job.
func dispatch(task Task) {
	defer logPanic()
	go task.Run() // want "the recover in dispatch is for another goroutine"
	go func() {   // want "a panic in this goroutine ends the whole process: the recover in dispatch is for another goroutine and does not see it; defer a recover in the goroutine itself"
		if err := task.Run(); err != nil {
			log.Print(err)
		}
	}()
}

// errgroup does not hand a panic to Wait.
func grouped(tasks []Task) error {
	defer logPanic()
	var g errgroup.Group
	for _, task := range tasks {
		g.Go(func() error { return task.Run() }) // want "the recover in grouped is for another goroutine"
	}
	return g.Wait()
}

// A timer runs its function in a goroutine of its own.
func later(task Task) {
	defer logPanic()
	time.AfterFunc(time.Second, func() { _ = task.Run() }) // want "the recover in later is for another goroutine"
}

// It does more than to start the goroutine, but what that does really panics.
func parse(task Task, line string, out chan string) {
	defer logPanic()
	_ = task.Run()
	go func() { // want "the recover in parse is for another goroutine"
		parts := strings.Split(line, ",")
		out <- parts[3]
	}()
}
