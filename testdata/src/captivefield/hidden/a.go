// Package hidden keeps what goes by a context that is cancelled soon.
package hidden

import (
	"context"
	"database/sql"
	"io"
	"net"
	"time"
)

type storage interface {
	Open(ctx context.Context, name string) (io.ReadSeekCloser, error)
	Create(ctx context.Context, name string) (io.WriteCloser, error)
}

type reader struct {
	storage storage
	file    io.ReadCloser
	conn    net.Conn
	db      *sql.DB
	rows    *sql.Rows
}

func (r *reader) next(name string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	file, err := r.storage.Open(ctx, name) // want `what r\.storage\.Open returns goes by the context that it is given, which \(\*reader\)\.next cancels, but it is kept in file and used later; open it with a context that lives as long as file`
	cancel()
	if err != nil {
		return err
	}
	r.file = file
	return nil
}

func (r *reader) query() (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	r.rows, err = r.db.QueryContext(ctx, "select") // want "what r.db.QueryContext returns goes by the context"
	return err
}

func (r *reader) nextWell(name string) error {
	file, err := r.storage.Open(context.Background(), name)
	if err != nil {
		return err
	}
	r.file = file
	return nil
}

// Dialing ends with the dialing.
func (r *reader) dial() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", "localhost:1")
	if err != nil {
		return err
	}
	r.conn = conn
	return nil
}

// Read here, not kept.
func (r *reader) read(name string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	file, err := r.storage.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// Cancelled only if it fails.
func (r *reader) onError(name string) error {
	ctx, cancel := context.WithCancel(context.Background())
	file, err := r.storage.Open(ctx, name)
	if err != nil {
		cancel()
		return err
	}
	r.file = file
	return nil
}
