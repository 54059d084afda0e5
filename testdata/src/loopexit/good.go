package loopexit

import (
	"context"
	"log"
	"time"
)

type GoodMailer struct{ Mailer }

// docs:good
func (m *GoodMailer) Start(ctx context.Context) {
	go m.run(ctx)
}

func (m *GoodMailer) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute): // also the pause after an error
		}
		rows, err := m.db.QueryContext(ctx, "select id from mails where not sent")
		if err != nil {
			log.Print(err)
			continue
		}
		m.send(rows)
	}
}

// docs:end
