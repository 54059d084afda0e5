// Package jobs holds work that a framework hands out.
package jobs

import (
	"context"
	"net/http"

	"github.com/hibiken/asynq"
)

type mailer struct{ client *http.Client }

func (m *mailer) send(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "mail", nil)
	if err != nil {
		return err
	}
	_, err = m.client.Do(req)
	return err
}

// ProcessTask is that of an asynq.Handler.
func (m *mailer) ProcessTask(ctx context.Context, t *asynq.Task) error {
	go m.send(ctx) // want `\(\*mailer\).send goes on with ctx, which is cancelled as soon as \(\*mailer\).ProcessTask returns`
	return nil
}

func register(mux *asynq.ServeMux, m *mailer) {
	mux.HandleFunc("mail", func(ctx context.Context, t *asynq.Task) error {
		go m.send(ctx) // want `\(\*mailer\).send goes on with ctx, which is cancelled as soon as register returns`
		return m.send(ctx)
	})
}
