package health_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bgvet/bgvet/runtime/health"
	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
	"github.com/bgvet/bgvet/runtime/internal/leakcheck"
)

func TestMain(m *testing.M) { os.Exit(leakcheck.Main(m)) }

// checks is a Host with fixed answers.
type checks struct{ ready, live []host.Check }

func (c checks) Readiness(context.Context) []host.Check { return c.ready }
func (c checks) Liveness(context.Context) []host.Check  { return c.live }
func (c checks) Shutdown(error)                         {}

func TestHandler(t *testing.T) {
	h := health.Handler(checks{
		ready: []host.Check{{Name: "host"}, {Name: "db", Err: errors.New("no\nroute")}, {Name: "cache"}},
		live:  []host.Check{{Name: "host"}},
	})
	for _, c := range []struct {
		target, body string
		status       int
	}{
		{"/livez", "ok\n", 200},
		{"/livez?verbose", "[+]host ok\nok\n", 200},
		{"/readyz", "[+]host ok\n[-]db failed: no; route\n[+]cache ok\nfailed\n", 503},
		{"/readyz?exclude=db", "ok\n", 200},
		{"/readyz?verbose&exclude=db&exclude=bd", "[+]host ok\n[+]db excluded: ok\n[+]cache ok\nwarning: nothing to exclude under \"bd\"\nok\n", 200},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", c.target, nil))
		if w.Code != c.status || w.Body.String() != c.body {
			t.Errorf("%s: got %d %q, want %d %q", c.target, w.Code, w.Body, c.status, c.body)
		}
	}
}

// probe is a client without idle connections, so that nothing is left behind.
var probe = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}

func status(t *testing.T, url string) int {
	t.Helper()
	r, err := probe.Get(url)
	if err != nil {
		t.Errorf("probe: %v", err)
		return 0
	}
	defer r.Body.Close()
	_, _ = io.Copy(io.Discard, r.Body)
	return r.StatusCode
}

// C23: given a drain delay and HTTP load, when the host is asked to stop, then
// readyz fails at once, livez does not, and no request is refused before the
// stop begins.
func TestC23_DrainRefusesNoRequest(t *testing.T) {
	h := newHost(t, host.DrainDelay(time.Second))
	srv := addServer(t, h)
	var stopping atomic.Bool
	must(t, h.Add("load", host.OnStop(func(context.Context) error { stopping.Store(true); return nil })))
	result := make(chan error, 1)
	go func() { result <- h.Run(t.Context()) }()
	<-h.Started()
	base := "http://" + srv.Addr().String()

	var load sync.WaitGroup
	var served atomic.Int32
	for range 4 {
		load.Go(func() {
			for !stopping.Load() {
				r, err := probe.Get(base + "/livez")
				if err != nil {
					if !stopping.Load() { // else the stop began meanwhile
						t.Errorf("request failed before the stop: %v", err)
					}
					return
				}
				if r.StatusCode != http.StatusOK {
					t.Errorf("livez is %d", r.StatusCode)
				}
				r.Body.Close()
				served.Add(1)
				time.Sleep(time.Millisecond)
			}
		})
	}
	if code := status(t, base+"/readyz"); code != 200 {
		t.Errorf("readyz is %d before the signal", code)
	}
	h.Shutdown(nil)
	if ready, live := status(t, base+"/readyz"), status(t, base+"/livez"); ready != 503 || live != 200 {
		t.Errorf("while draining: readyz %d, livez %d", ready, live)
	}
	must(t, <-result)
	load.Wait()
	if _, err := net.DialTimeout("tcp", srv.Addr().String(), time.Second); err == nil {
		t.Error("server still listens")
	}
	t.Logf("%d requests served", served.Load())
}

func newHost(t *testing.T, opts ...host.Option) *host.Host {
	t.Helper()
	h, err := host.New(append(opts, host.WithLifetime(&hosttest.Lifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)))...)
	must(t, err)
	return h
}

func addServer(t *testing.T, h *host.Host) *health.Server {
	t.Helper()
	srv, err := health.NewServer(h, "127.0.0.1:0")
	must(t, err, h.Add("health", srv, host.Outermost()))
	return srv
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// The server answers while services start, and says that they are not ready.
func TestServerIsUpBeforeServices(t *testing.T) {
	h := newHost(t)
	srv := addServer(t, h)
	must(t, h.Add("slow", host.OnStart(func(context.Context) error {
		base := "http://" + srv.Addr().String()
		if live, ready := status(t, base+"/livez"), status(t, base+"/readyz"); live != 200 || ready != 503 {
			t.Errorf("while starting: livez %d, readyz %d", live, ready)
		}
		return nil
	})))
	must(t, h.Start(t.Context()), h.Stop(t.Context()))
}

// A failed start closes the server, too.
func TestServerClosesAfterFailedStart(t *testing.T) {
	h := newHost(t)
	srv := addServer(t, h)
	must(t, h.Add("broken", host.OnStart(hosttest.Failing(errors.New("broken")))))
	if err := h.Run(t.Context()); err == nil {
		t.Error("Run returned nil")
	}
	if _, err := net.DialTimeout("tcp", srv.Addr().String(), time.Second); err == nil {
		t.Error("server still listens")
	}
}

// Two servers cannot share an address: the second host does not start.
func TestAddressInUse(t *testing.T) {
	first := newHost(t)
	srv := addServer(t, first)
	must(t, first.Start(t.Context()))
	second := newHost(t)
	other, err := health.NewServer(second, srv.Addr().String())
	must(t, err, second.Add("health", other, host.Outermost()))
	if err := second.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("got %v", err)
	}
	must(t, first.Stop(t.Context()))
}

func TestBadUse(t *testing.T) {
	if _, err := health.NewServer(nil, ":0"); err == nil {
		t.Error("nil host accepted")
	}
	if _, err := health.NewServer(checks{}, "nowhere"); err == nil {
		t.Error("bad address accepted")
	}
	srv, err := health.NewServer(checks{}, ":0")
	must(t, err, srv.Stopped(t.Context())) // without Starting: nothing to wait for
}
