// Package websocket is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package websocket

import (
	"context"
	"io"
	"net"
	"net/http"
	"time"
)

type Conn struct {
}

func (c *Conn) Close() error { return nil }

func (c *Conn) RemoteAddr() net.Addr { return nil }

func (c *Conn) WriteControl(messageType int, data []byte, deadline time.Time) error { return nil }

func (c *Conn) NextWriter(messageType int) (io.WriteCloser, error) { return nil, nil }

func (c *Conn) WriteMessage(messageType int, data []byte) error { return nil }

func (c *Conn) SetWriteDeadline(t time.Time) error { return nil }

func (c *Conn) NextReader() (messageType int, r io.Reader, err error) { return 0, nil, nil }

func (c *Conn) ReadMessage() (messageType int, p []byte, err error) { return 0, nil, nil }

func (c *Conn) SetReadDeadline(t time.Time) error { return nil }

func (c *Conn) SetReadLimit(limit int64) {}

func (c *Conn) SetCloseHandler(h func(code int, text string) error) {}

func (c *Conn) SetPingHandler(h func(appData string) error) {}

func (c *Conn) SetPongHandler(h func(appData string) error) {}

func (c *Conn) WriteJSON(v interface{}) error { return nil }

func (c *Conn) ReadJSON(v interface{}) error { return nil }

type Upgrader struct {
	HandshakeTimeout time.Duration
	ReadBufferSize   int
	WriteBufferSize  int
	CheckOrigin      func(r *http.Request) bool
}

func (u *Upgrader) Upgrade(w http.ResponseWriter, r *http.Request, responseHeader http.Header) (*Conn, error) {
	return nil, nil
}

type Dialer struct {
	HandshakeTimeout time.Duration
}

func (d *Dialer) Dial(urlStr string, requestHeader http.Header) (*Conn, *http.Response, error) {
	return nil, nil, nil
}

func (d *Dialer) DialContext(ctx context.Context, urlStr string, requestHeader http.Header) (*Conn, *http.Response, error) {
	return nil, nil, nil
}

var DefaultDialer *Dialer

type CloseError struct {
	Code int
	Text string
}

func (e *CloseError) Error() string { return "" }

func IsCloseError(err error, codes ...int) bool { return false }

func IsUnexpectedCloseError(err error, expectedCodes ...int) bool { return false }

func FormatCloseMessage(closeCode int, text string) []byte { return nil }

const TextMessage = 1

const BinaryMessage = 2

const CloseMessage = 8

const PingMessage = 9

const PongMessage = 10

const CloseNormalClosure = 1000

const CloseGoingAway = 1001

const CloseAbnormalClosure = 1006

var ErrCloseSent error
