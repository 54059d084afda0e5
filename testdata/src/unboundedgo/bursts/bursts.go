// Package bursts has starts in loops of which only one goes on at a time, or only
// those of one turn.
package bursts

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

type event struct{ name string }

type watcher struct {
	db     *sql.DB
	events chan event
	quit   chan struct{}
	timer  *time.Timer
	peers  func() []string
}

func (w *watcher) reload(name string) { _, _ = w.db.Exec("select reload(?)", name) }

// debounce: the last event of a burst starts the work; the others are stopped.
func (w *watcher) debounce() {
	var timer *time.Timer
	stop := func() {
		if timer != nil {
			timer.Stop()
		}
	}
	defer stop()
	for {
		select {
		case e := <-w.events:
			stop()
			timer = time.AfterFunc(50*time.Millisecond, func() { w.reload(e.name) })
		case <-w.quit:
			return
		}
	}
}

func (w *watcher) debounceField() {
	for e := range w.events {
		if w.timer != nil {
			w.timer.Stop()
		}
		w.timer = time.AfterFunc(time.Second, func() { w.reload(e.name) })
	}
}

// delays is no burst: nothing stops the ones before.
func (w *watcher) delays() {
	for e := range w.events {
		time.AfterFunc(time.Second, func() { w.reload(e.name) }) // want `a goroutine for each message of w\.events runs \(\*watcher\)\.reload, and nothing bounds them`
	}
}

// toPeers waits for the senders of one message before it takes the next.
func (w *watcher) toPeers(ctx context.Context) {
	var wg sync.WaitGroup
	for {
		select {
		case e := <-w.events:
			for _, peer := range w.peers() {
				wg.Add(1)
				go func() {
					defer wg.Done()
					_, _ = w.db.ExecContext(ctx, "select send(?, ?)", peer, e.name)
				}()
			}
			wg.Wait()
		case <-w.quit:
			return
		}
	}
}

// toPeersAtOnce waits for them when it is told to stop.
func (w *watcher) toPeersAtOnce(ctx context.Context) {
	var wg sync.WaitGroup
	for {
		select {
		case e := <-w.events:
			wg.Add(1)
			go func() { // want `a goroutine for each message of w\.events runs .*, and nothing bounds them`
				defer wg.Done()
				_, _ = w.db.ExecContext(ctx, "select send(?)", e.name)
			}()
		case <-w.quit:
			wg.Wait()
			return
		}
	}
}

// recover begins something for one of the rows, whichever that is.
func (w *watcher) recover(ctx context.Context) error {
	rows, err := w.names(ctx)
	if err != nil {
		return err
	}
	for _, name := range rows {
		if name != "" {
			continue
		}
		pause := 5 * time.Second
		time.AfterFunc(pause, w.settle)
	}
	return nil
}

func (w *watcher) settle() { w.reload("all") }

func (w *watcher) names(ctx context.Context) ([]string, error) {
	rows, err := w.db.QueryContext(ctx, "select name from names")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, rows.Err()
}

type account struct{ name string }

// restores looks up an account for one entry of a message: the account is no message.
func (w *watcher) restores(ctx context.Context, entries chan []string, lookup func(string) (*account, error)) {
	for {
		select {
		case <-ctx.Done():
			return
		case batch := <-entries:
			for _, name := range batch[:min(len(batch), 3)] {
				acc, err := w.account(ctx, name)
				if err != nil {
					continue
				}
				w.restore(ctx, acc)
			}
		}
	}
}

func (w *watcher) account(ctx context.Context, name string) (*account, error) {
	var acc account
	err := w.db.QueryRowContext(ctx, "select name from accounts where name = ?", name).Scan(&acc.name)
	return &acc, err
}

func (w *watcher) restore(ctx context.Context, acc *account) {
	go func() { _, _ = w.db.ExecContext(ctx, "select restore(?)", acc.name) }()
}
