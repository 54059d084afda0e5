// Package stoppath: what runs as a service ends belongs to no turn of its loop.
package stoppath

import "time"

type queue struct {
	in   chan int
	done chan struct{}
	sent chan struct{}
}

func (q *queue) Run() {
	for { // want "^loop service, stop channel:q.done"
		select {
		case <-q.done:
			for v := range q.in { // want "^loop service leaving, stop input:q.in"
				q.send(v)
			}
			return
		case v := <-q.in:
			q.send(v)
		}
	}
}

func (q *queue) Serve() {
	for { // want "^loop service, stop channel:q.done"
		select {
		case <-q.done:
			q.drain()
			return
		case v := <-q.in:
			q.send(v)
			q.poll()
		}
	}
}

// drain takes the rest without waiting, as the last thing that Serve does.
func (q *queue) drain() {
	for { // want "^loop service leaving, stop ends by itself"
		select {
		case v := <-q.in:
			q.send(v)
		default:
			return
		}
	}
}

// poll does the same in every turn, and ends with its call.
func (q *queue) poll() {
	for { // want "^loop call, stop ends by itself"
		select {
		case v := <-q.in:
			q.send(v)
		default:
			return
		}
	}
}

func (q *queue) send(int) {}

// Stop is the stop path, wherever it is called.
func (q *queue) Stop() {
	close(q.done)
	for { // want "^loop call, stop channel:q.sent"
		select {
		case _, ok := <-q.sent:
			if !ok {
				return
			}
		case <-time.After(time.Second):
			return
		}
	}
}

// Shutdown leaves a timer behind that may outlive it.
func (q *queue) Shutdown() {
	time.AfterFunc(time.Second, func() { close(q.sent) }) // want "^wrapper service, stop ends by itself"
}

// Run calls Stop, which stays a call.
func Run(q *queue) {
	q.Run()
	q.Stop()
	q.Shutdown()
}
