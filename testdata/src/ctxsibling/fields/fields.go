// Package fields sets hooks that are called without a context.
package fields

import (
	"net"
	"net/http"
	"syscall"
	"time"
)

func Client(socket string) *http.Client {
	return &http.Client{Transport: &http.Transport{
		Dial: func(_, _ string) (net.Conn, error) { // want `the function in Dial is called without a context, so what it waits for goes on when the request that needs it is cancelled; set DialContext`
			return net.DialTimeout("unix", socket, time.Second)
		},
	}}
}

func Assigned(d *net.Dialer) *http.Transport {
	t := new(http.Transport)
	t.Dial = d.Dial // want `set DialContext`
	return t
}

func Literal(d *net.Dialer) *http.Transport {
	return &http.Transport{Dial: d.Dial} // want `set DialContext`
}

func Good(d *net.Dialer) *http.Transport {
	return &http.Transport{DialContext: d.DialContext}
}

// What does not wait has nothing to hear.
func Hook() *net.Dialer {
	return &net.Dialer{Control: func(network, address string, c syscall.RawConn) error { return nil }}
}
