// Package complaints has one function for each complaint of users of other tools.
package complaints

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bgvet/bgvet/testdata/src/scopeleak/complaints/closing"
)

var db *sql.DB

// 27: handed over.
type owner struct {
	conn *sql.Conn
	file *os.File
}

func (o *owner) Close() error { return o.conn.Close() }

func wrapped(ctx context.Context) (*owner, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &owner{conn: conn}, nil
}

func stored(ctx context.Context, o *owner) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	o.conn = conn
	return nil
}

func returned(ctx context.Context) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", "http://example.com", nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

func mapped(ctx context.Context, all map[string]*sql.Conn) {
	conn, err := db.Conn(ctx)
	if err == nil {
		all["a"] = conn
	}
}

func sent(ctx context.Context, out chan<- *sql.Conn) {
	conn, err := db.Conn(ctx)
	if err == nil {
		out <- conn
	}
}

func toGoroutine(ctx context.Context) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return
	}
	go func() {
		defer conn.Close()
		_ = conn.PingContext(ctx)
	}()
}

func toNamedGoroutine(ctx context.Context) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return
	}
	go serve(ctx, conn)
}

func serve(ctx context.Context, conn *sql.Conn) { defer conn.Close() }

func cleanUp(ctx context.Context) (func(), error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return func() { conn.Close() }, nil
}

func keptByCallee(ctx context.Context, o *owner) {
	conn, err := db.Conn(ctx)
	if err == nil {
		o.take(conn)
	}
}

func (o *owner) take(c *sql.Conn) { o.conn = c }

// 24: in a collection of the standard library.
func inMap(ctx context.Context, running *sync.Map, latest *atomic.Pointer[sql.Conn], id string) error {
	ctx, cancel := context.WithCancel(ctx)
	running.Store(id, cancel)
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	latest.Store(conn)
	return nil
}

type pool interface{ put(*sql.Conn) }

func unknownCallee(ctx context.Context, p pool) {
	conn, err := db.Conn(ctx)
	if err == nil {
		p.put(conn)
	}
}

// Near miss: the callee only borrows it.
func borrowed(ctx context.Context) {
	conn, err := db.Conn(ctx) // want "the pinned connection of db.Conn is never ended"
	if err == nil {
		look(ctx, conn)
	}
}

func look(ctx context.Context, conn *sql.Conn) { _ = conn.PingContext(ctx) }

// 28: a return outside the block in which the value lives.
func outside(ctx context.Context, lines []string) error {
	for range lines {
		conn, err := db.Conn(ctx)
		if err != nil {
			return err
		}
		conn.Close()
	}
	return nil
}

// 30: a helper closes it, here and in another package.
func helpers(ctx context.Context) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return
	}
	defer closeIt(conn)
	resp, err := http.Get("http://example.com")
	if err != nil {
		return
	}
	closing.Drain(resp)
	again, err := http.Get("http://example.com")
	if err != nil {
		return
	}
	defer closing.Close(again.Body)
	third, err := http.Get("http://example.com")
	if err != nil {
		return
	}
	closing.Quietly(third.Body.Close)
}

func closeIt(c io.Closer) { _ = c.Close() }

// 31: Goexit ends the loop, and the defers run.
func goexit(ctx context.Context, done <-chan bool) {
	for {
		conn, err := db.Conn(ctx)
		if err != nil {
			continue
		}
		defer conn.Close()
		if <-done {
			runtime.Goexit()
		}
		return
	}
}

// 32: any loop that goes on.
func loops(ctx context.Context, jobs <-chan string) {
	go func() {
		for range jobs {
			f, err := os.Open("x")
			if err != nil {
				continue
			}
			defer f.Close() // want "the deferred f.Close runs when .* returns and not at the end of a turn"
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want "the deferred cancel runs when loops returns"
		_ = ctx
	}
}

// Silent: a return or break follows in the same turn.
func leaves(ctx context.Context, jobs <-chan string) {
	for range jobs {
		f, err := os.Open("x")
		if err != nil {
			continue
		}
		defer f.Close()
		break
	}
	for _, name := range []string{"a", "b"} { // bounded
		f, err := os.Open(name)
		if err == nil {
			defer f.Close()
		}
	}
	for range jobs {
		func() {
			f, err := os.Open("x")
			if err == nil {
				defer f.Close()
			}
		}()
	}
	for name := range names { // the body is a func of its own only in name, but it is bounded
		f, err := os.Open(name)
		if err == nil {
			defer f.Close()
		}
	}
}

func names(yield func(string) bool) { yield("a") }
