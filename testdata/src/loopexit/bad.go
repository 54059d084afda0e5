package loopexit

import (
	"context"
	"database/sql"
	"log"
	"time"
)

type Mailer struct{ db *sql.DB }

// docs:bad
func (m *Mailer) Start(ctx context.Context) {
	go m.run(ctx)
}

func (m *Mailer) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
		}
		rows, err := m.db.QueryContext(ctx, "select id from mails where not sent")
		if err != nil {
			log.Print(err)
			return // want `a failed m\.db\.QueryContext ends \(\*Mailer\)\.run for good while the process stays healthy; log the error and go on with the next turn after a pause, or return it to something that restarts the loop`
		}
		m.send(rows)
	}
}

// docs:end

func (m *Mailer) send(rows *sql.Rows) { rows.Close() }
