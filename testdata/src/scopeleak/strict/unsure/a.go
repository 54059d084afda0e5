// Package unsure has what is left open, but most likely does no harm.
package unsure

import (
	"io"
	"io/fs"
	"net"
	"time"
)

func index(fsys fs.FS) ([]byte, error) {
	f, err := fsys.Open("index.html") // want "the file of fsys.Open is never ended"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func version(addr string) error {
	conn, err := net.Dial("tcp", addr) // want "the connection of net.Dial is not ended on every path"
	if err != nil {
		return err
	}
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	return conn.Close()
}
