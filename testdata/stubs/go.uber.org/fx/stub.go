// Package fx is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package fx

import (
	"context"
	"fmt"
	"os"
)

type Hook struct {
	OnStart func(context.Context) error
	OnStop  func(context.Context) error
}

type Lifecycle interface {
	Append(Hook)
}

type HookFunc interface {
	~func() | ~func() error | ~func(context.Context) | ~func(context.Context) error
}

func StartHook[T HookFunc](start T) Hook { return Hook{} }

func StopHook[T HookFunc](stop T) Hook { return Hook{} }

func StartStopHook[T1, T2 HookFunc](start T1, stop T2) Hook { return Hook{} }

func New(opts ...Option) *App { return nil }

type App struct {
}

func (app *App) Run() {}

func (app *App) Err() error { return nil }

func (app *App) Start(ctx context.Context) (err error) { return nil }

func (app *App) Stop(ctx context.Context) (err error) { return nil }

func (app *App) Done() <-chan os.Signal { return nil }

func (app *App) Wait() <-chan ShutdownSignal { return nil }

type Option interface {
	fmt.Stringer
}

func Provide(constructors ...interface{}) Option { return nil }

func Invoke(funcs ...interface{}) Option { return nil }

func Supply(values ...interface{}) Option { return nil }

func Options(opts ...Option) Option { return nil }

func Module(name string, opts ...Option) Option { return nil }

func RecoverFromPanics() Option { return nil }

type Shutdowner interface {
	Shutdown(...ShutdownOption) error
}

type ShutdownOption interface {
}

type ShutdownSignal struct {
	Signal   os.Signal
	ExitCode int
}
