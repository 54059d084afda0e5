package host_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

func TestAwaitReady(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		must(t, h.AddBackground("warm", host.BackgroundFunc(func(ctx context.Context) error {
			time.Sleep(3 * time.Second)
			host.MarkReady(ctx)
			<-ctx.Done()
			return nil
		}), host.AwaitReady()))
		began := time.Now()
		must(t, h.Start(t.Context()))
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("start took %v", took)
		}
		for _, c := range h.Readiness(t.Context()) {
			must(t, c.Err)
		}
		must(t, h.Stop(t.Context()))
	})
}

func TestAwaitReadyFails(t *testing.T) {
	never := func(ctx context.Context) error { <-ctx.Done(); return nil }
	for name, c := range map[string]struct {
		body hosttest.Body
		want string
	}{
		"timeout": {never, `service "s": start: host: startup timeout passed`},
		"ends":    {hosttest.Failing(nil), `service "s": start: ended before it was ready`},
		"fails":   {hosttest.Failing(errors.New("broken")), `service "s": run: broken`},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := mustNew(t, host.StartupTimeout(time.Second))
				must(t, h.AddBackground("s", host.BackgroundFunc(c.body), host.AwaitReady()))
				if err := h.Run(t.Context()); fmt.Sprint(err) != c.want {
					t.Errorf("got %v, want %s", err, c.want)
				}
			})
		})
	}
}

// checkedService answers probes.
type checkedService struct {
	hosttest.Service
	ready, live hosttest.Body
}

func (s *checkedService) Ready(ctx context.Context) error { return s.ready(ctx) }
func (s *checkedService) Live(ctx context.Context) error  { return s.live(ctx) }

func TestProbes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang, release := hosttest.Hanging()
		defer release()
		h := mustNew(t)
		must(t,
			h.Add("bad", &checkedService{ready: hosttest.Panicking("boom"), live: hosttest.Failing(nil)}),
			h.Add("hangs", &checkedService{ready: hang, live: hosttest.Failing(errors.New("dead"))}))
		if c := h.Readiness(t.Context())[0]; c.Err == nil {
			t.Error("ready before the start")
		}
		must(t, h.Start(t.Context()))
		for range 3 { // a hanging check must not pile up goroutines; the bubble's end would tell
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			checks := h.Readiness(ctx)
			cancel()
			if checks[0].Err != nil || checks[1].Err == nil || checks[2].Err == nil {
				t.Errorf("got %v", checks)
			}
		}
		if checks := h.Liveness(t.Context()); checks[0].Err != nil || checks[1].Err != nil || checks[2].Err == nil {
			t.Errorf("got %v", checks)
		}
		must(t, h.Stop(t.Context()))
	})
}
