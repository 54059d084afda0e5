package deadctx

import "context"

// A listener is told that something failed, and cannot say that it failed itself:
// most look only for values of the context.
type listener interface {
	Failed(ctx context.Context, err error)
}

type listenerFunc func(ctx context.Context, err error)

func (f listenerFunc) Failed(ctx context.Context, err error) { f(ctx, err) }

type runner struct {
	listener listener
	done     func(ctx context.Context)
	flush    func(ctx context.Context) error
}

func (r *runner) tells(ctx context.Context) {
	<-ctx.Done()
	r.listener.Failed(ctx, ctx.Err())
	r.done(ctx)
	_ = r.flush(ctx) // want `r\.flush is given ctx, which has ended, as its Done was received before: it gives up at once`
}
