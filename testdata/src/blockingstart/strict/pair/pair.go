package pair

import (
	"context"
	"net"
	"net/http"
)

type metrics struct {
	ln  net.Listener
	srv *http.Server
}

// nothing here shows how Start is called
func (m *metrics) Start(ctx context.Context) error {
	return m.srv.Serve(m.ln) // want `\(\*metrics\)\.Start does not return before it is stopped`
}

func (m *metrics) Stop(ctx context.Context) error { return m.srv.Shutdown(ctx) }
