// Package fix has a fix for each way to pass a context.
package fix

import (
	"context"
	"database/sql"
	"io"
	"net"
	"net/http"
	"os/exec"
	"time"
)

func Sibling(ctx context.Context, db *sql.DB) error {
	if err := db.Ping(); err != nil { // want `use PingContext`
		return err
	}
	if _, err := db.Exec("select 1", 2); err != nil { // want `use ExecContext`
		return err
	}
	tx, err := db.Begin() // want `use BeginTx`
	if err != nil {
		return err
	}
	return tx.Commit()
}

func Dials(ctx context.Context, d *net.Dialer, wait time.Duration) {
	net.Dial("tcp", "example.com:80")              // want `net\.Dial cannot hear ctx.*use DialContext of a net\.Dialer`
	net.DialTimeout("tcp", "example.com:80", wait) // want `use DialContext of a net\.Dialer`
	d.Dial("tcp", "example.com:80")                // want `use DialContext\(ctx, \.\.\.\)`
	net.LookupHost("example.com")                  // want `use net\.DefaultResolver\.LookupHost\(ctx, \.\.\.\)`
}

func Command(ctx context.Context) error {
	return exec.Command("backup").Run() // want `use CommandContext`
}

func Make(ctx context.Context) (*http.Request, error) {
	return http.NewRequest("GET", "https://example.com", nil) // want `use NewRequestWithContext`
}

func Get(ctx context.Context, url string) ([]byte, error) {
	resp, err := http.Get(url) // want `make the request with http\.NewRequestWithContext and send it with Do`
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

type API struct{ client *http.Client }

func (a *API) Head(ctx context.Context) error {
	resp, err := a.client.Head("https://example.com") // want `make the request with`
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (a *API) named(name string) *http.Client { return a.client }

// The client is what a call with arguments returns.
func (a *API) Named(ctx context.Context) error {
	resp, err := a.named("b").Get("https://example.com") // want `make the request with`
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// No fix: the error is not looked at there, or more has to change.
func Post(ctx context.Context, body io.Reader) error {
	_, err := http.Post("https://example.com", "text/plain", body) // want `make the request with`
	return err
}

// No fix: the rows would be closed when the function returns.
func Rows(parent context.Context, db *sql.DB) (*sql.Rows, error) {
	ctx, cancel := context.WithTimeout(parent, time.Minute)
	defer cancel()
	if err := db.PingContext(ctx); err != nil {
		return nil, err
	}
	return db.Query("select 1") // want `use QueryContext`
}
