// Package cleanup does the shop's chores by the clock.
package cleanup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/mail"
)

const (
	keep         = 30 * 24 * time.Hour
	purgeAtOnce  = 500
	compactEvery = 6 * time.Hour
	choreTimeout = 30 * time.Second
	stopTimeout  = 5 * time.Second
	accountants  = "accountants@shop.example"
)

// Archive is what the chores work on.
type Archive interface {
	PurgeJobs(ctx context.Context, before time.Time, limit int) (int64, error)
	PurgeEvents(ctx context.Context, before time.Time, limit int) (int64, error)
	Compact(ctx context.Context) error
	Takings(ctx context.Context, since time.Time) (int64, error)
	DueStatements(ctx context.Context, today time.Time) ([]string, error)
	SettleStatement(ctx context.Context, day string) error
	TakeLease(ctx context.Context, name, holder string, ttl time.Duration) (bool, error)
}

// Chores runs the periodic work.
type Chores struct {
	archive  Archive
	gateway  *mail.Gateway
	log      *slog.Logger
	holder   string
	schedule cron.Schedule
}

// New returns the chores, to be done as the cron expression spec says. The
// holder tells this replica of the shop from the others.
func New(archive Archive, gateway *mail.Gateway, log *slog.Logger, holder, spec string) (*Chores, error) {
	schedule, err := cron.ParseStandard(spec)
	if err != nil {
		return nil, fmt.Errorf("schedule of the chores: %w", err)
	}
	return &Chores{archive: archive, gateway: gateway, log: log, holder: holder, schedule: schedule}, nil
}

// Run does the chores until ctx ends, and waits for those under way.
func (c *Chores) Run(ctx context.Context) error {
	log := logger{c.log}
	clock := cron.New(cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)), cron.WithLogger(log))
	clock.Schedule(c.schedule, cron.FuncJob(func() { c.do(ctx, "purge", c.purge) }))
	clock.Schedule(c.schedule, cron.FuncJob(func() { c.do(ctx, "statement", c.sendStatements) }))
	clock.Schedule(cron.Every(compactEvery), cron.FuncJob(func() { c.do(ctx, "compact", c.archive.Compact) }))
	clock.Start()
	<-ctx.Done()
	select {
	case <-clock.Stop().Done():
		return nil
	case <-time.After(stopTimeout):
		return errors.New("chores did not end in time")
	}
}

// do does a chore, unless another replica is at it.
func (c *Chores) do(ctx context.Context, name string, chore func(context.Context) error) {
	ctx, cancel := context.WithTimeout(ctx, choreTimeout)
	defer cancel()
	mine, err := c.archive.TakeLease(ctx, name, c.holder, choreTimeout)
	if err == nil && mine {
		err = chore(ctx)
	}
	if err != nil {
		c.log.Error("chore failed", "chore", name, "err", err)
	}
}

func (c *Chores) purge(ctx context.Context) error {
	before := time.Now().Add(-keep)
	jobs, err := c.archive.PurgeJobs(ctx, before, purgeAtOnce)
	if err != nil {
		return err
	}
	events, err := c.archive.PurgeEvents(ctx, before, purgeAtOnce)
	c.log.Debug("purged", "jobs", jobs, "events", events)
	return err
}

// sendStatements goes by the days that the accountants have planned.
func (c *Chores) sendStatements(ctx context.Context) error {
	days, err := c.archive.DueStatements(ctx, time.Now())
	if err != nil {
		return err
	}
	for _, day := range days {
		if err := c.sendStatement(ctx, day); err != nil {
			return fmt.Errorf("statement of %s: %w", day, err)
		}
	}
	return nil
}

func (c *Chores) sendStatement(ctx context.Context, day string) error {
	sum, err := c.archive.Takings(ctx, time.Now().AddDate(0, -1, 0))
	if err != nil {
		return err
	}
	msg := mail.Message{To: accountants, Subject: "Statement", Body: fmt.Sprintf("Takings: %d cents.\n", sum)}
	if err := c.gateway.Send(ctx, "statement-"+day, msg); err != nil {
		return err
	}
	return c.archive.SettleStatement(ctx, day)
}

// logger lets cron write to the shop's log.
type logger struct {
	log *slog.Logger
}

func (l logger) Info(msg string, keysAndValues ...any) {
	l.log.Debug(msg, keysAndValues...)
}

func (l logger) Error(err error, msg string, keysAndValues ...any) {
	l.log.Error(msg, append(keysAndValues, "err", err)...)
}
