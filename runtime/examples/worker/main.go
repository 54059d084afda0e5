// The worker example is a complete program with three background services: a
// database migrator that must be finished before the others start, an e-mail
// service that looks for pending mail every few seconds, and a data processor
// that opens a scope for each iteration.
//
//	go run ./runtime/examples/worker -health 127.0.0.1:8081
//
// It runs until SIGINT or SIGTERM. A second signal forces the exit.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/bgvet/bgvet/runtime/di"
	"github.com/bgvet/bgvet/runtime/health"
	"github.com/bgvet/bgvet/runtime/host"
)

func main() {
	var c config
	flag.StringVar(&c.health, "health", "127.0.0.1:0", "address of /livez and /readyz")
	flag.DurationVar(&c.interval, "interval", 10*time.Second, "time between two looks for work")
	flag.Parse()
	os.Exit(host.ExitCode(run(context.Background(), c, os.Stdout)))
}

type config struct {
	health   string
	interval time.Duration
}

// run wires the program and runs it until it is asked to stop.
func run(ctx context.Context, c config, out io.Writer) (err error) {
	provider, err := services(slog.New(slog.NewTextHandler(out, nil)))
	if err != nil {
		return fmt.Errorf("wiring: %w", err)
	}
	defer func() { err = errors.Join(err, provider.Close(ctx)) }()

	log, err := di.Get[*slog.Logger](provider)
	if err != nil {
		return err
	}
	h, err := host.New(
		host.WithLogger(log),
		host.ShutdownTimeout(20*time.Second),
		host.FromEnvironment("WORKER_HOST_"))
	if err != nil {
		return err
	}
	if err := register(h, provider, c); err != nil {
		return err
	}
	return h.Run(ctx)
}

// services registers what the process is made of. A mistake, such as a data
// processor that takes a session instead of a scope, is an error of Build.
func services(log *slog.Logger) (*di.Provider, error) {
	var all di.Collection
	all.Instance(log)
	all.Singleton(newDatabase)
	all.Singleton(newMigrator)
	all.Singleton(newEmailService)
	all.Scoped(newSession)
	return all.Build()
}

// register tells the host what to run. The order is the order of start; the stop
// goes the other way.
func register(h *host.Host, p *di.Provider, c config) error {
	srv, err := health.NewServer(h, c.health)
	if err != nil {
		return err
	}
	migrator, err := di.Get[*migrator](p)
	if err != nil {
		return err
	}
	email, err := di.Get[*emailService](p)
	if err != nil {
		return err
	}
	return errors.Join(
		h.Add("health", srv, host.Outermost()),
		h.Add("migrator", migrator),
		h.AddPeriodic("email", host.Periodic{
			Interval:         c.interval,
			IterationTimeout: time.Minute,
			Jitter:           0.1, // replicas that start together do not look together
			Do:               email.sendPending,
		}, host.StallAfter(5*time.Minute)),
		h.AddPeriodic("data processor", host.Periodic{
			Interval: c.interval,
			Do:       di.InScope(p.Scopes(), process),
		}, host.StallAfter(5*time.Minute)),
	)
}
