package scopeleak

import (
	"errors"
	"io"
	"net"
	"net/http"
	"os"
)

// opener keeps what it returns, and ends it.
type opener interface {
	Open() (net.Conn, error)
	Close() error
}

type active struct{ conn net.Conn }

func (a *active) Open() (net.Conn, error) {
	conn, err := net.Dial("tcp", "peer:1")
	if err != nil {
		return nil, err
	}
	a.conn = conn
	return conn, nil
}

func (a *active) Close() error { return a.conn.Close() }

func list(o opener) error {
	conn, err := o.Open()
	if err != nil {
		return err
	}
	_, err = io.WriteString(conn, "list")
	return errors.Join(err, o.Close())
}

// dialer gives it away.
type dialer interface {
	Dial() (net.Conn, error)
}

type passive struct{}

func (passive) Dial() (net.Conn, error) { return net.Dial("tcp", "peer:1") }

func listPassive(d dialer) error {
	conn, err := d.Dial() // want `the connection of d\.Dial is never ended`
	if err != nil {
		return err
	}
	_, err = io.WriteString(conn, "list")
	return err
}

// opened gives the file to its caller, but not on all ways out.
func opened(path string) (*os.File, error) {
	f, err := os.Open(path) // want `the file of os\.Open is not ended on every path and keeps a file descriptor; call f\.Close\(\) on the ways out that do not return it`
	if err != nil {
		return nil, err
	}
	if _, err := f.Stat(); err != nil {
		return nil, err
	}
	return f, nil
}

// unread leaves the response open only when it cannot be read to its end.
func unread(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return body, nil
}
