// Package cleanup does the shop's chores by the clock.
package cleanup

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/mail"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

const (
	keepEvents   = 30 * 24 * time.Hour
	choreTimeout = 30 * time.Second
	compactEvery = 6 * time.Hour
	accountants  = "accountants@shop.example"
)

// Chores runs the periodic work.
type Chores struct {
	store   *store.Store
	gateway *mail.Gateway
	log     *slog.Logger
	spec    string
	pattern string
	onDone  func(chore string, rows int64)
	clock   *cron.Cron

	mu    sync.Mutex
	timer *time.Timer
}

// New returns the chores, to be done as the cron expression spec says. The
// parts of the statement that match the pattern are left out, and onDone is
// called after each chore.
func New(db *store.Store, gateway *mail.Gateway, log *slog.Logger, spec, pattern string,
	onDone func(chore string, rows int64)) *Chores {
	return &Chores{
		store:   db,
		gateway: gateway,
		log:     log,
		spec:    spec,
		pattern: pattern,
		onDone:  onDone,
		clock:   cron.New(),
	}
}

// Start begins to keep time.
func (c *Chores) Start(context.Context) error {
	if _, err := c.clock.AddFunc(c.spec, c.purge); err != nil { // want trap:overlap trap:panicescape
		return fmt.Errorf("schedule purge: %w", err)
	}
	if _, err := c.clock.AddFunc("0 6 * * *", c.statement); err != nil { // want trap:overlap trap:panicescape trap:outgrown
		return fmt.Errorf("schedule statement: %w", err)
	}
	c.clock.Start()
	c.rearm()
	return nil
}

// Stop ends the chores.
func (c *Chores) Stop(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timer.Stop()
	c.clock.Stop() // want trap:stopwait
	return nil
}

func (c *Chores) rearm() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timer = time.AfterFunc(compactEvery, c.compact) // want trap:panicescape
}

func (c *Chores) compact() {
	ctx, cancel := context.WithTimeout(context.Background(), choreTimeout)
	defer cancel()
	if err := c.store.Compact(ctx); err != nil {
		c.log.Error("compact", "err", err)
		return // want trap:loopexit
	}
	c.onDone("compact", 0)
	c.rearm()
}

func (c *Chores) purge() {
	ctx, cancel := context.WithTimeout(context.Background(), choreTimeout)
	defer cancel()
	rows, err := c.store.PurgeEvents(ctx, time.Now().Add(-keepEvents))
	if err != nil {
		c.log.Error("purge", "err", err)
		return
	}
	c.onDone("purge", rows)
}

// statement goes out on the third Tuesday of each month.
func (c *Chores) statement() {
	today := time.Now()
	if today.Weekday() != time.Tuesday || today.Day() < 15 || today.Day() > 21 { // want trap:outgrown
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), choreTimeout)
	defer cancel()
	sum, err := c.store.Takings(ctx, today.AddDate(0, -1, 0))
	if err != nil {
		c.log.Error("statement", "err", err)
		return
	}
	body := regexp.MustCompile(c.pattern).ReplaceAllString(fmt.Sprintf("Takings: %d cents.\n", sum), "")
	if err := c.gateway.Send(ctx, mail.Message{To: accountants, Subject: "Statement", Body: body}); err != nil {
		c.log.Error("send statement", "err", err)
	}
}
