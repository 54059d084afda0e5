package queue

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

const noteTimeout = 5 * time.Second

// Auditor writes every message into the diary.
type Auditor struct {
	broker *Broker
	store  *store.Store
	log    *slog.Logger
	conn   *Conn
	ended  chan struct{}
}

// NewAuditor returns an auditor of the broker's messages.
func NewAuditor(broker *Broker, db *store.Store, log *slog.Logger) *Auditor {
	return &Auditor{broker: broker, store: db, log: log, ended: make(chan struct{})}
}

// Start begins to listen.
func (a *Auditor) Start(context.Context) error {
	conn, err := a.broker.Dial()
	if err != nil {
		return fmt.Errorf("dial: %w", err)
	}
	a.conn = conn
	go a.listen()
	return nil
}

// Stop ends the listening.
func (a *Auditor) Stop(ctx context.Context) error {
	a.conn.Close()
	select {
	case <-a.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (a *Auditor) listen() {
	defer close(a.ended)
	defer func() {
		if r := recover(); r != nil {
			a.log.Error("auditor", "panic", r)
		}
	}()
	for d := range a.conn.Deliveries() { // want trap:loopexit?
		go a.record(d) // want trap:unboundedgo trap:panicescape trap:recoverscope
	}
}

func (a *Auditor) record(d Delivery) {
	ctx, cancel := context.WithTimeout(context.Background(), noteTimeout)
	defer cancel()
	event := strings.Split(d.Key, ".")[1]
	if err := a.store.Note(ctx, fmt.Sprintf("%s: %s", event, d.Body)); err != nil {
		a.log.Error("audit", "event", event, "err", err)
	}
}
