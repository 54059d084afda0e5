package complaint40

import (
	"context"
	"errors"
	"log"
	"sync"
	"time"

	"github.com/thejerf/suture/v4"
	"k8s.io/apimachinery/pkg/util/wait"
)

type Runner struct {
	check    func(time.Time) error
	failed   chan error
	ended    chan struct{}
	cancel   context.CancelFunc
	restarts int
	wg       sync.WaitGroup
}

func NewRunner(check func(time.Time) error) *Runner { return &Runner{check: check} }

func (r *Runner) turn() {
	defer logPanic()
	_ = r.check(time.Now())
}

// Each turn recovers for itself, as a method, a literal or through a helper.
func (r *Runner) Start(ctx context.Context) {
	go func() {
		defer logPanic() // the second line of defence
		for ctx.Err() == nil {
			r.turn()
			func() {
				defer logPanic()
				_ = r.check(time.Now())
			}()
			guard(func() { _ = r.check(time.Now()) })
			time.Sleep(time.Second)
		}
	}()
}

func guard(fn func()) {
	defer logPanic()
	fn()
}

func (r *Runner) loop(ctx context.Context) {
	defer logPanic()
	for ctx.Err() == nil {
		_ = r.check(time.Now())
		time.Sleep(time.Second)
	}
}

// A loop around the call starts it again.
func (r *Runner) StartAgain(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			r.loopAgain(ctx)
			time.Sleep(time.Second)
		}
	}()
}

func (r *Runner) loopAgain(ctx context.Context) {
	defer logPanic()
	for ctx.Err() == nil {
		_ = r.check(time.Now())
		time.Sleep(time.Second)
	}
}

// So does wait.Until.
func (r *Runner) StartUntil(stop <-chan struct{}) {
	go wait.Until(func() {
		defer logPanic()
		for {
			_ = r.check(time.Now())
			time.Sleep(time.Second)
		}
	}, time.Second, stop)
}

// And a supervisor.
func (r *Runner) Serve(ctx context.Context) error {
	defer logPanic()
	for ctx.Err() == nil {
		_ = r.check(time.Now())
		time.Sleep(time.Second)
	}
	return nil
}

func Supervise(ctx context.Context, r *Runner) error {
	sup := suture.NewSimple("runners")
	sup.Add(r)
	return sup.Serve(ctx)
}

// A home-made one, known by its body.
func supervise(ctx context.Context, fn func(context.Context)) {
	for ctx.Err() == nil {
		fn(ctx)
		time.Sleep(time.Second)
	}
}

func (r *Runner) StartSupervised(ctx context.Context) {
	go supervise(ctx, r.supervised)
}

func (r *Runner) supervised(ctx context.Context) {
	defer logPanic()
	for ctx.Err() == nil {
		_ = r.check(time.Now())
		time.Sleep(time.Second)
	}
}

// The handler starts it again.
func (r *Runner) StartRestarting(ctx context.Context) { go r.restarting(ctx) }

func (r *Runner) restarting(ctx context.Context) {
	defer func() {
		if p := recover(); p != nil {
			log.Print(p)
			time.Sleep(time.Second)
			go r.restarting(ctx)
		}
	}()
	for ctx.Err() == nil {
		_ = r.check(time.Now())
		time.Sleep(time.Second)
	}
}

// The end is sent to somebody who listens.
func (r *Runner) StartSending(ctx context.Context) {
	go func() {
		defer func() {
			if p := recover(); p != nil {
				r.failed <- errors.New("panic")
			}
		}()
		for ctx.Err() == nil {
			_ = r.check(time.Now())
			time.Sleep(time.Second)
		}
	}()
	go func() { defer close(r.ended); r.loopUntil(ctx) }()
}

func (r *Runner) loopUntil(ctx context.Context) {
	defer logPanic()
	for ctx.Err() == nil {
		_ = r.check(time.Now())
		time.Sleep(time.Second)
	}
}

func (r *Runner) Watch() error {
	select {
	case err := <-r.failed:
		return err
	case <-r.ended:
		return errors.New("ended")
	}
}

// The owner's context is cancelled, so that all the others end, too.
func (r *Runner) StartTogether(ctx context.Context) {
	go func() {
		defer r.cancel()
		defer logPanic()
		for ctx.Err() == nil {
			_ = r.check(time.Now())
			time.Sleep(time.Second)
		}
	}()
}

// The caller passes the error on.
func (r *Runner) StartPassing(ctx context.Context) {
	go func() { r.failed <- r.serve(ctx) }()
}

func (r *Runner) serve(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("panic")
		}
	}()
	for ctx.Err() == nil {
		_ = r.check(time.Now())
		time.Sleep(time.Second)
	}
	return nil
}

// Raised again: the process ends, loudly.
func (r *Runner) StartLoud(ctx context.Context) {
	go func() {
		defer func() {
			if p := recover(); p != nil {
				log.Print(p)
				panic(p)
			}
		}()
		for ctx.Err() == nil {
			_ = r.check(time.Now())
			time.Sleep(time.Second)
		}
	}()
}

// The recover of a short task: nothing goes on after it anyway.
func (r *Runner) StartOnce() {
	go func() {
		defer logPanic()
		for range 3 {
			_ = r.check(time.Now())
		}
	}()
}

// Given up on purpose: the handler stops what belongs to the service.
func (r *Runner) StartGivingUp(ctx context.Context, store interface{ Stop() error }) {
	onExit := func() {
		if err := store.Stop(); err != nil {
			log.Print(err)
		}
	}
	go func() {
		defer func() {
			if p := recover(); p != nil {
				log.Print("failure", p)
				onExit()
			}
		}()
		for ctx.Err() == nil {
			_ = r.check(time.Now())
			time.Sleep(time.Second)
		}
	}()
}

// Whoever was handed the channel sees it closed.
func (r *Runner) Stream(ctx context.Context) <-chan error {
	out := make(chan error)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				log.Print(p)
			}
			close(out)
		}()
		for ctx.Err() == nil {
			out <- r.check(time.Now())
		}
	}()
	return out
}
