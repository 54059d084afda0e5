package complaint41

import (
	"context"
	"errors"
	"fmt"
	"log"
	"sync"
	"time"
)

// Deferred.
func ScanDeferred(scan func(string) error, path string) (err error) {
	done := make(chan struct{})
	Run(func() {
		defer close(done)
		err = scan(path)
	})
	<-done
	return err
}

// The handler sends instead.
func ScanHandled(scan func(string) error, path string) error {
	done := make(chan error)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("panic: %v", r)
			}
		}()
		done <- scan(path)
	}()
	return <-done
}

// The waiter has another way out.
func ScanBounded(ctx context.Context, scan func(string) error, path string) error {
	done := make(chan error, 1)
	Run(func() { done <- scan(path) })
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Somebody else sends as well: a timeout.
func ScanTimed(scan func(string) error, path string) error {
	done := make(chan error, 1)
	time.AfterFunc(time.Second, func() { done <- errors.New("timeout") })
	Run(func() { done <- scan(path) })
	return <-done
}

// Nothing recovers: a panic ends the process, and nobody is left waiting.
func ScanBare(scan func(string) error, paths []string) {
	var wg sync.WaitGroup
	for _, path := range paths {
		wg.Add(1)
		go func() {
			_ = scan(path)
			wg.Done()
		}()
	}
	wg.Wait()
}

// Nothing in front of the signal can panic.
func Count(paths []string) int {
	done := make(chan int)
	Run(func() {
		n := len(paths)
		log.Print(n)
		done <- n
	})
	return <-done
}

// A stream: the next item comes all the same.
func (s *scanner) stream(paths []string, out chan error) {
	for _, path := range paths {
		s.one(path, out)
	}
}

func (s *scanner) one(path string, out chan error) {
	defer func() {
		if p := recover(); p != nil {
			log.Print(p)
		}
	}()
	out <- s.scan(path)
}

func (s *scanner) Print(out chan error) {
	for {
		log.Print(<-out)
	}
}
