package frameworks

import (
	"context"

	"github.com/hibiken/asynq"
	"github.com/nats-io/nats.go"
	"github.com/riverqueue/river"
	"github.com/thejerf/suture/v4"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

// Asynq, river, suture and Reconcile recover by themselves.
func (e *events) handle(ctx context.Context, t *asynq.Task) error { kind(t.Payload()); return nil }

func (e *events) mux() *asynq.ServeMux {
	mux := asynq.NewServeMux()
	mux.HandleFunc("event", e.handle)
	return mux
}

type args struct{ Raw []byte }

func (args) Kind() string { return "event" }

type worker struct{ river.WorkerDefaults[args] }

func (w *worker) Work(ctx context.Context, job *river.Job[args]) error {
	kind(job.Args.Raw)
	return nil
}

func addWorker(w *river.Workers) { river.AddWorker(w, &worker{}) }

type service struct{ raw []byte }

func (s *service) Serve(ctx context.Context) error { kind(s.raw); return nil }

func supervise(ctx context.Context, s *suture.Supervisor) error {
	s.Add(&service{})
	return s.Serve(ctx)
}

func (s *service) Reconcile(ctx context.Context, r reconcile.Request) (reconcile.Result, error) {
	kind(s.raw)
	return reconcile.Result{}, nil
}

// Where the framework does not, the callback does.
func (e *events) onMsgSafely(m *nats.Msg) {
	defer func() { _ = recover() }()
	kind(m.Data)
}

func (e *events) subscribeSafely(nc *nats.Conn) error {
	_, err := nc.Subscribe("events", e.onMsgSafely)
	return err
}

func (e *events) runnable(m manager.Manager) error {
	return m.Add(manager.RunnableFunc(func(ctx context.Context) error {
		defer func() { _ = recover() }()
		return e.Start(ctx)
	}))
}
