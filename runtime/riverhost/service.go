package riverhost

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"github.com/bgvet/bgvet/runtime/host"
)

// A Service is a River client as a hosted service. Make one with [New] and
// register it with host.Host.Add.
type Service struct {
	client  client
	store   riverdriver.Executor
	schema  string
	migrate func(context.Context) error // or verify
	soft    time.Duration               // zero means half of what is left
	started atomic.Bool
}

// client is what the service needs of a river.Client of any transaction type.
type client interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
}

// Option changes a service; see [New].
type Option func(*settings) error

type settings struct {
	migrate bool
	soft    time.Duration
}

// Migrate brings River's schema up to date before the client starts. Without it
// the schema is verified, and the start fails if it is not up to date.
func Migrate() Option {
	return func(s *settings) error { s.migrate = true; return nil }
}

// SoftStop is how long jobs may go on after the stop began, before their contexts
// are cancelled: half of what is left of the host's budget unless set.
func SoftStop(d time.Duration) Option {
	return func(s *settings) error {
		s.soft = d
		if d <= 0 {
			return fmt.Errorf("SoftStop %v is not positive", d)
		}
		return nil
	}
}

// New returns the service of a client that has not started.
func New[TTx any](c *river.Client[TTx], opts ...Option) (*Service, error) {
	if c == nil {
		return nil, errors.New("riverhost: client is nil")
	}
	var s settings
	var errs []error
	for _, o := range opts {
		if o == nil {
			errs = append(errs, errors.New("nil option"))
			continue
		}
		errs = append(errs, o(&s))
	}
	migrator, err := rivermigrate.New(c.Driver(), &rivermigrate.Config{Schema: c.Schema()})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, fmt.Errorf("riverhost: %w", err)
	}
	return &Service{
		client:  c,
		store:   c.Driver().GetExecutor(),
		schema:  c.Schema(),
		migrate: schemaStep(migrator, s.migrate),
		soft:    s.soft,
	}, nil
}

func schemaStep[TTx any](m *rivermigrate.Migrator[TTx], migrate bool) func(context.Context) error {
	if migrate {
		return func(ctx context.Context) error {
			_, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil)
			return err
		}
	}
	return func(ctx context.Context) error {
		result, err := m.Validate(ctx, nil)
		if err != nil || result.OK {
			return err
		}
		return fmt.Errorf("schema is not up to date: %s", strings.Join(result.Messages, "; "))
	}
}

// Starting waits until the store answers, and migrates or verifies its schema. It
// goes on trying until ctx is done: set host.StartupTimeout.
func (s *Service) Starting(ctx context.Context) error {
	if s.client == nil {
		return errNotMade
	}
	if err := s.awaitStore(ctx); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return fmt.Errorf("riverhost: %w", err)
	}
	return nil
}

var errNotMade = errors.New("riverhost: service was not made by New")

const (
	firstRetry = 100 * time.Millisecond
	lastRetry  = 5 * time.Second
)

func (s *Service) awaitStore(ctx context.Context) error {
	for wait := firstRetry; ; wait = min(2*wait, lastRetry) {
		err := s.ping(ctx)
		if err == nil {
			return nil
		}
		host.Logger(ctx).Warn("store of the job queue does not answer", "err", err)
		select {
		case <-time.After(rand.N(wait)): // replicas must not try in step
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), err)
		}
	}
}

// pingTimeout limits one question to the store.
const pingTimeout = 5 * time.Second

func (s *Service) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pingTimeout)
	defer cancel()
	return s.store.Exec(ctx, "SELECT 1")
}

// Start starts the client. What runs in it outlives ctx.
func (s *Service) Start(ctx context.Context) error {
	if s.client == nil {
		return errNotMade
	}
	run, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	unlink := context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })
	err := s.client.Start(run)
	if err == nil && unlink() {
		s.started.Store(true)
		return nil
	}
	cancel(nil)
	return errors.Join(err, context.Cause(ctx))
}

// Ready reports whether jobs can be worked: the store answers, and one of the
// clients leads, without which scheduled and failed jobs are not picked up.
func (s *Service) Ready(ctx context.Context) error {
	if !s.started.Load() {
		return errors.New("riverhost: not started")
	}
	_, err := s.store.LeaderGetElectedLeader(ctx, &riverdriver.LeaderGetElectedLeaderParams{Schema: s.schema})
	if errors.Is(err, rivertype.ErrNotFound) {
		return errors.New("riverhost: no client leads yet")
	}
	return err
}

// Stop lets the jobs finish, and cancels their contexts when the soft stop is
// over. Jobs that ignore that are still running when ctx is done, which is an
// error; River rescues them later.
func (s *Service) Stop(ctx context.Context) error {
	if !s.started.Swap(false) {
		return nil
	}
	soft, cancel := s.softStop(ctx)
	defer cancel()
	if s.client.Stop(soft) == nil {
		return nil
	}
	host.Logger(ctx).Warn("jobs are still running; their contexts are cancelled")
	if err := s.client.StopAndCancel(ctx); err != nil {
		return fmt.Errorf("riverhost: jobs ignore their cancelled contexts: %w", err)
	}
	return nil
}

func (s *Service) softStop(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.soft > 0 {
		return context.WithTimeout(ctx, s.soft)
	}
	if deadline, ok := ctx.Deadline(); ok {
		return context.WithTimeout(ctx, time.Until(deadline)/2)
	}
	return context.WithCancel(ctx)
}
