package scopeleak

import (
	"context"
	"database/sql"
	"log"
	"os"
	"sync"
	"time"
)

// docs:good
func (p *Poller) RunWell(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := p.turn(ctx); err != nil {
			log.Print(err)
			time.Sleep(time.Second)
		}
	}
	return ctx.Err()
}

func (p *Poller) turn(ctx context.Context) error {
	conn, err := p.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	p.poll(ctx, conn)
	return nil
}

func (p *Poller) transferWell(ctx context.Context, from, to string) error {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if _, err := tx.ExecContext(ctx, "update accounts set ..."); err != nil {
		return err
	}
	return tx.Commit()
}

// docs:end

func (p *Poller) stockWell(ctx context.Context) ([]string, error) {
	rows, err := p.db.QueryContext(ctx, "select sku from stock")
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() { // closes the rows when there are no more
		var s string
		_ = rows.Scan(&s)
		out = append(out, s)
	}
	return out, rows.Err()
}

func (p *Poller) nilCheck(ctx context.Context) {
	rows, err := p.db.QueryContext(ctx, "select 1")
	if rows != nil {
		defer rows.Close()
	}
	_ = err
}

func (p *Poller) swapped(ctx context.Context) (err error) {
	tx, err := p.db.BeginTx(ctx, nil)
	if err == nil {
		defer tx.Rollback()
		_, err = tx.ExecContext(ctx, "select 1")
	}
	return err
}

func (p *Poller) promised(ctx context.Context) (err error) {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.ExecContext(ctx, "select 1")
	return err
}

// A defer before the call, which looks at the variable when it runs.
func (p *Poller) promisedBefore(ctx context.Context) error {
	var conn *sql.Conn
	defer func() {
		if conn != nil {
			conn.Close()
		}
	}()
	conn, err := p.db.Conn(ctx)
	if err != nil {
		return err
	}
	return conn.PingContext(ctx)
}

func (p *Poller) correlated(ctx context.Context, own bool) error {
	var conn *sql.Conn
	var err error
	if own {
		conn, err = p.db.Conn(ctx)
		if err != nil {
			return err
		}
	}
	work(ctx)
	if own {
		return conn.Close()
	}
	return nil
}

func (p *Poller) fatal(ctx context.Context) {
	conn, err := p.db.Conn(ctx)
	if err != nil {
		log.Fatal(err)
	}
	if conn.PingContext(ctx) != nil {
		log.Fatal("no database")
	}
	conn.Close()
}

// What one turn opens is ended by another: the loop knows.
func slot(ctx context.Context, leader chan bool) {
	cancel := func() {}
	for {
		select {
		case <-ctx.Done():
			cancel()
			return
		case is := <-leader:
			if is {
				var termCtx context.Context
				termCtx, cancel = context.WithCancel(ctx)
				go work(termCtx)
			} else {
				cancel()
			}
		}
	}
}

// The program has just begun.
func init() {
	func() {
		db, _ := sql.Open("x", "y")
		conn, _ := db.Conn(context.Background())
		_ = conn.PingContext(context.Background())
	}()
}

// A flag says whether it was opened here.
type segment struct{ fd *os.File }

func (s *segment) sync() error {
	fd, own := s.fd, false
	if fd == nil {
		var err error
		if fd, err = os.Open("segment"); err != nil {
			return err
		}
		own = true
	}
	if err := fd.Sync(); err != nil {
		if own {
			_ = fd.Close()
		}
		return err
	}
	if own {
		return fd.Close()
	}
	return nil
}

// The end of the whole function is meant.
func counted(wg *sync.WaitGroup, jobs <-chan bool) {
	for first := range jobs {
		if first {
			wg.Add(1)
			defer wg.Done()
		}
	}
}
