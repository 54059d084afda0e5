// Package joined: what is waited for lives for the call, however that is done.
package joined

import "sync"

type service struct {
	wg   sync.WaitGroup
	errs chan error
	quit chan struct{}
}

func (s *service) work() {}

// New starts and waits through a local group.
func New() *service {
	s := new(service)
	var wg sync.WaitGroup
	wg.Go(s.work) // want "^wrapper call, stop ends by itself"
	wg.Wait()
	s.Start() // want "^start service, stop none"
	return s
}

// Start waits for nothing: a function that is kept does.
func (s *service) Start() {
	var wg sync.WaitGroup
	wg.Go(s.loop) // want "^wrapper service, stop channel:s.quit"
	onStop(func() { // want "^callback service, stop none"
		close(s.quit)
		wg.Wait()
	})
}

func (s *service) loop() {
	for { // want "^loop service, stop channel:s.quit"
		select {
		case <-s.quit:
			return
		case s.errs <- nil:
		}
	}
}

var stops []func()

func onStop(f func()) { stops = append(stops, f) }

// RunAll waits for a field in the same function.
func (s *service) RunAll() {
	s.wg.Add(1)
	go func() { // want "^go call, stop ends by itself"
		defer s.wg.Done()
		s.work()
	}()
	s.wg.Wait()
}

// RunOne waits in a closure that it calls.
func (s *service) RunOne() {
	done := make(chan int)
	finish := func() { <-done }
	defer finish()
	go func() { // want "^go call, stop ends by itself"
		s.work()
		done <- 1
	}()
}

// Later is waited for by others, at another time.
func (s *service) Later() {
	s.wg.Add(1)
	go func() { // want "^go unknown, stop ends by itself"
		defer s.wg.Done()
		s.work()
	}()
}

// Wait is what Later leaves it to.
func (s *service) Wait() { s.wg.Wait() }

// After returns what tells that it is done.
func After(s *service) <-chan struct{} {
	done := make(chan struct{})
	go func() { // want "^go call, stop ends by itself"
		defer close(done)
		s.work()
	}()
	return done
}

// Watch returns the function that ends what it started: its caller decides.
func Watch(s *service) func() {
	stop := make(chan struct{})
	go func() { // want "^go unknown, stop channel:stop"
		for { // want "^loop unknown, stop channel:stop"
			select {
			case <-stop:
				return
			case <-s.errs:
			}
		}
	}()
	return func() { close(stop) }
}

// Fire leaves a goroutine behind, and nobody here says in whose life.
func Fire(s *service) {
	go s.work() // want "^go unknown, stop ends by itself"
}

// WatchAndWait returns the function that ends it and waits for that.
func WatchAndWait(s *service) func() {
	stop, done := make(chan struct{}), make(chan struct{})
	go func() { // want "^go call, stop channel:stop"
		defer close(done)
		for { // want "^loop call, stop channel:stop"
			select {
			case <-stop:
				return
			case <-s.errs:
			}
		}
	}()
	return func() {
		close(stop)
		<-done
	}
}
