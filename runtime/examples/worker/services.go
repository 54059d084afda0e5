package main

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/bgvet/bgvet/runtime/di"
	"github.com/bgvet/bgvet/runtime/host"
)

// migrator brings the schema up to date before anything uses it. It is a hosted
// service: Start blocks the start of later services until it is done.
type migrator struct {
	db  *database
	log *slog.Logger
}

func newMigrator(db *database, log *slog.Logger) *migrator { return &migrator{db, log} }

func (m *migrator) Start(ctx context.Context) error {
	m.log.Info("starting database migrations")
	if err := m.db.work(ctx, 20*time.Millisecond); err != nil {
		return err
	}
	m.log.Info("database migrations completed")
	return nil
}

func (m *migrator) Stop(context.Context) error {
	m.log.Info("migrator shutting down cleanly")
	return nil
}

// emailService sends what waits in the database. It holds only what lives as
// long as the process. The loop, the pause between two batches, the handling of
// errors and panics, and the stop are the host's.
type emailService struct{ db *database }

func newEmailService(db *database) *emailService { return &emailService{db} }

// sendPending is one iteration. The context reaches everything that waits, so a
// stop takes no longer than the database needs to hear of it.
func (s *emailService) sendPending(ctx context.Context) error {
	log := host.Logger(ctx)
	log.Info("checking the database for pending emails")
	if err := s.db.work(ctx, 10*time.Millisecond); err != nil {
		return err // logged by the host; the next try follows after a backoff
	}
	log.Info("finished sending batch")
	return nil
}

// process is one iteration of the data processor. Its session lives exactly as
// long as the scope, which the loop opens and closes.
func process(ctx context.Context, s *di.Scope) error {
	session, err := di.Get[*session](s)
	if err != nil {
		return err
	}
	host.Logger(ctx).Info("processing data", "session", session.id)
	return session.db.work(ctx, 10*time.Millisecond)
}

// database stands for a connection pool: it lives as long as the process.
type database struct {
	log      *slog.Logger
	sessions atomic.Int64
}

func newDatabase(log *slog.Logger) *database { return &database{log: log} }

// work stands for a query: it waits, and it listens while it waits.
func (db *database) work(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close is called by the container after the host has stopped.
func (db *database) Close() { db.log.Info("database closed") }

// session tracks the changes of one unit of work and must not outlive it.
type session struct {
	db *database
	id int64
}

func newSession(db *database) *session { return &session{db: db, id: db.sessions.Add(1)} }

// Close is called by the container at the end of the iteration.
func (s *session) Close() error {
	s.db.log.Info("session closed", "session", s.id)
	return nil
}
