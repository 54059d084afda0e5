package handed

import (
	"errors"
	"net"
	"time"
)

// SetDeadline does not fail on a connection that is open.
func version(addr string) (string, error) {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return "", err
	}
	if err = conn.SetReadDeadline(time.Now().Add(time.Second)); err != nil {
		return "", err
	}
	v, err := readVersion(conn)
	return v, errors.Join(err, conn.Close())
}

func readVersion(conn net.Conn) (string, error) { return "", nil }

func versionInTwo(addr string) (string, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return "", err
	}
	err = conn.SetDeadline(time.Now().Add(time.Second))
	if err != nil {
		return "", err
	}
	if conn.SetWriteDeadline(time.Now().Add(time.Second)) != nil {
		return "", errors.New("no deadline")
	}
	v, err := readVersion(conn)
	return v, errors.Join(err, conn.Close())
}

// Near miss: reading fails all the time.
func versionOrLeak(addr string) (string, error) {
	conn, err := net.Dial("tcp", addr) // want "the connection of net.Dial is not ended on every path"
	if err != nil {
		return "", err
	}
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return "", err
	}
	v, err := readVersion(conn)
	if err != nil {
		return "", err
	}
	return v, conn.Close()
}

// Near miss: another call has set the error since.
func versionLater(addr string) (string, error) {
	conn, err := net.Dial("tcp", addr) // want "the connection of net.Dial is not ended on every path"
	if err != nil {
		return "", err
	}
	err = conn.SetDeadline(time.Now().Add(time.Second))
	v, err := readVersion(conn)
	if err != nil {
		return "", err
	}
	return v, conn.Close()
}
