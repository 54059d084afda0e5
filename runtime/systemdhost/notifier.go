package systemdhost

import (
	"fmt"
	"net"
	"time"
)

// A notifier sends datagrams to the service manager. A nil one sends nothing.
type notifier struct{ conn *net.UnixConn }

// dial connects to the socket that systemd named; an empty name gives nil. A
// leading @ stands for the abstract namespace, as in Go's own addresses.
func dial(socket string) (*notifier, error) {
	if socket == "" {
		return nil, nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		return nil, fmt.Errorf("systemdhost: NOTIFY_SOCKET: %w", err)
	}
	return &notifier{conn: conn}, nil
}

// send drops what cannot be sent: the manager then sees no ping or no change of
// state, which is what it is there to notice.
func (n *notifier) send(message string) {
	if n == nil {
		return
	}
	_ = n.conn.SetWriteDeadline(time.Now().Add(time.Second)) // a full socket must not hold the host
	_, _ = n.conn.Write([]byte(message))
}

func (n *notifier) close() error {
	if n == nil {
		return nil
	}
	return n.conn.Close()
}
