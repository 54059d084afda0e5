package host_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

// Every failure is logged once, with the service, the phase and, for a panic or a
// Goexit, the place.
func TestFailuresAreLoggedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		service hosttest.Service
		want    []string
	}{
		"start fails":  {hosttest.Service{OnStart: hosttest.Failing(errors.New("broken"))}, []string{"phase=start kind=error", "err=broken"}},
		"start panics": {hosttest.Service{OnStart: hosttest.Panicking("broken")}, []string{"phase=start kind=panic", "fakes.go"}},
		"start exits":  {hosttest.Service{OnStart: hosttest.Exiting()}, []string{"phase=start kind=goexit", "fakes.go"}},
		"stop panics":  {hosttest.Service{OnStop: hosttest.Panicking("broken")}, []string{"phase=stop kind=panic", "fakes.go"}},
		"hook exits":   {hosttest.Service{OnStopped: hosttest.Exiting()}, []string{"phase=stopped kind=goexit", "fakes.go"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log strings.Builder
				h := mustNew(t, host.WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
				must(t, h.Add("s", &c.service))
				err := h.Start(t.Context())
				if err == nil {
					err = h.Stop(t.Context())
				}
				var failure *host.ServiceError
				if !errors.As(err, &failure) || failure.Kind != host.FailureError && len(failure.Stack) == 0 {
					t.Errorf("got %v", err)
				}
				if n := strings.Count(log.String(), "service failed"); n != 1 {
					t.Errorf("logged %d times:\n%s", n, &log)
				}
				for _, want := range append(c.want, "service=s") {
					if !strings.Contains(log.String(), want) {
						t.Errorf("log lacks %q:\n%s", want, &log)
					}
				}
			})
		})
	}
}

// The log says why the host stops, also if the start failed or could not begin.
func TestCauseIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for want, c := range map[string]struct {
			option host.ServiceOption
			start  hosttest.Body
		}{
			`msg="host stopping" cause="host: start rolled back: service \"s\": start: broken"`: {host.StopTimeout(1), hosttest.Failing(errors.New("broken"))},
			`msg="host draining" cause=enough`:                                                  {host.StopTimeout(1), hosttest.Failing(nil)},
			`msg="host cannot start" err="host:`:                                                {host.After("nobody"), hosttest.Failing(nil)},
		} {
			var log strings.Builder
			h := mustNew(t, host.WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
			must(t, h.Add("s", host.OnStart(c.start), c.option))
			if h.Start(t.Context()) == nil {
				h.Shutdown(errors.New("enough"))
				_ = h.Stop(t.Context())
			}
			if !strings.Contains(log.String(), want) {
				t.Errorf("log lacks %s:\n%s", want, &log)
			}
		}
	})
}
