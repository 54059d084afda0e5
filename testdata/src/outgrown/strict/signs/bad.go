package signs

import (
	"context"
	"net/http"
	"time"

	"github.com/robfig/cron/v3"
)

type order struct{ id string }

type mailer struct {
	queue chan order
	stop  chan struct{}
}

// docs:bad
func newMailer() *mailer {
	return &mailer{queue: make(chan order, 100)} // want `jobs that wait in queue are lost when the process ends, and what they do outside is never done; when that matters, keep them in a table or in a durable engine such as River \(runtime/riverhost\), Asynq or Temporal`
}

func (m *mailer) Run(ctx context.Context) {
	for o := range m.queue {
		sendMail(ctx, o.id)
	}
}

// docs:end

func (m *mailer) enqueue(o order) { m.queue <- o }

func sendMail(ctx context.Context, id string) {
	req, err := http.NewRequestWithContext(ctx, "POST", "http://mail/"+id, nil)
	if err != nil {
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		resp.Body.Close()
	}
}

func fetch(ctx context.Context) {
	req, err := http.NewRequestWithContext(ctx, "GET", "http://peer", nil)
	if err != nil {
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		resp.Body.Close()
	}
}

// digest is sent by each replica.
func (m *mailer) digest(ctx context.Context) {
	tick := time.NewTicker(24 * time.Hour) // want "this job calls sendMail every so often and takes no lock"
	defer tick.Stop()
	for {
		select {
		case <-m.stop:
			return
		case <-tick.C:
			sendMail(ctx, "digest")
		}
	}
}

func schedule(c *cron.Cron) {
	_, _ = c.AddFunc("0 6 * * *", statement) // want "this job calls sendMail every so often"
	_, _ = c.AddFunc("0 7 * * *", monday)
}

func statement() {
	now := time.Now()
	if now.Weekday() != time.Tuesday || now.Day() < 15 || now.Day() > 21 { // want "a calendar made by hand forgets the run"
		return
	}
	sendMail(context.Background(), "statement")
}

func monday() {
	next := time.Now()
	for next.Weekday() != time.Monday { // want "a calendar made by hand"
		next = next.AddDate(0, 0, 1)
	}
}

func start(ctx context.Context, m *mailer) {
	go m.Run(ctx)
	go m.digest(ctx)
}
