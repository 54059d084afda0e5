// Package complaint68: a worker that is gone after a terminal error, with no
// error channel and no handler; and one with a handler.
package complaint68

import (
	"database/sql"
	"log"
	"time"

	"github.com/nats-io/nats.go"
)

type worker struct {
	db     *sql.DB
	sub    *nats.Subscription
	failed func(error)
}

func (w *worker) Start() {
	go w.run()
	go w.runWithHandler()
}

func (w *worker) run() {
	for {
		msg, err := w.sub.NextMsg(time.Second)
		if err == nats.ErrTimeout {
			continue
		}
		if _, err := w.db.Exec("insert into done values (?)", msg.Data); err != nil {
			log.Print(err)
			return // want `a failed w\.db\.Exec ends \(\*worker\)\.run for good`
		}
	}
}

func (w *worker) runWithHandler() {
	for {
		msg, err := w.sub.NextMsg(time.Second)
		if err == nats.ErrTimeout {
			continue
		}
		if err != nil {
			w.failed(err)
			return
		}
		log.Print(msg)
	}
}
