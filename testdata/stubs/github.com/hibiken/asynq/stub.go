// Package asynq is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package asynq

import (
	"context"
	"time"
)

type Handler interface {
	ProcessTask(context.Context, *Task) error
}

type HandlerFunc func(context.Context, *Task) error

func (fn HandlerFunc) ProcessTask(ctx context.Context, task *Task) error { return nil }

type ServeMux struct {
}

func (mux *ServeMux) ProcessTask(ctx context.Context, task *Task) error { return nil }

func (mux *ServeMux) Handle(pattern string, handler Handler) {}

func (mux *ServeMux) HandleFunc(pattern string, handler func(context.Context, *Task) error) {}

func (mux *ServeMux) Use(mws ...MiddlewareFunc) {}

func NewServeMux() *ServeMux { return nil }

type Server struct {
}

func (srv *Server) Run(handler Handler) error { return nil }

func (srv *Server) Start(handler Handler) error { return nil }

func (srv *Server) Shutdown() {}

func (srv *Server) Stop() {}

func NewServer(r RedisConnOpt, cfg Config) *Server { return nil }

type Config struct {
	Concurrency     int
	BaseContext     func() context.Context
	Queues          map[string]int
	ErrorHandler    ErrorHandler
	ShutdownTimeout time.Duration
}

type ErrorHandler interface {
	HandleError(ctx context.Context, task *Task, err error)
}

type ErrorHandlerFunc func(ctx context.Context, task *Task, err error)

func (fn ErrorHandlerFunc) HandleError(ctx context.Context, task *Task, err error) {}

type RedisConnOpt interface {
	MakeRedisClient() interface{}
}

type RedisClientOpt struct {
	Addr     string
	Password string
	DB       int
}

func (opt RedisClientOpt) MakeRedisClient() interface{} { return nil }

type Task struct {
}

func (t *Task) Type() string { return "" }

func (t *Task) Payload() []byte { return nil }

func NewTask(typename string, payload []byte, opts ...Option) *Task { return nil }

type Client struct {
}

func (c *Client) Close() error { return nil }

func (c *Client) Enqueue(task *Task, opts ...Option) (*TaskInfo, error) { return nil, nil }

func (c *Client) EnqueueContext(ctx context.Context, task *Task, opts ...Option) (*TaskInfo, error) {
	return nil, nil
}

func NewClient(r RedisConnOpt) *Client { return nil }

type Option interface {
}

type TaskInfo struct {
	ID    string
	Queue string
}

var SkipRetry error

var ErrServerClosed error

type Scheduler struct {
}

func (s *Scheduler) Register(cronspec string, task *Task, opts ...Option) (entryID string, err error) {
	return "", nil
}

func (s *Scheduler) Run() error { return nil }

func (s *Scheduler) Start() error { return nil }

func (s *Scheduler) Shutdown() {}

func NewScheduler(r RedisConnOpt, opts *SchedulerOpts) *Scheduler { return nil }

type SchedulerOpts struct {
}

type MiddlewareFunc func(Handler) Handler
