package host_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

func TestFromEnvironment(t *testing.T) {
	t.Setenv("SHOP_HOST_SHUTDOWN_TIMEOUT", "1m30s")
	t.Setenv("SHOP_HOST_STARTUP_TIMEOUT", "7s")
	t.Setenv("SHOP_HOST_DRAIN_DELAY", "3s")
	t.Setenv("SHOP_HOST_CONCURRENT_START", "true")
	t.Setenv("SHOP_HOST_CONCURRENT_STOP", "1")
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t, host.FromEnvironment("SHOP_HOST_"))
		var start, stop time.Duration
		left := func(to *time.Duration) func(context.Context) error {
			return func(ctx context.Context) error {
				deadline, _ := ctx.Deadline()
				*to = time.Until(deadline)
				return nil
			}
		}
		must(t, h.Add("start", host.OnStart(left(&start))), h.Add("stop", host.OnStop(left(&stop))), h.Start(t.Context()))
		began := time.Now()
		must(t, h.Stop(t.Context()))
		if start != 7*time.Second || stop != 90*time.Second || time.Since(began) != 3*time.Second {
			t.Errorf("start %v, stop %v, drain %v", start, stop, time.Since(began))
		}
	})
}

func TestFromEnvironmentNamesWhatIsWrong(t *testing.T) {
	t.Setenv("SHOP_HOST_SHUTDOWN_TIMEOUT", "soon")
	t.Setenv("SHOP_HOST_STARTUP_TIMEOUT", "-1s")
	t.Setenv("SHOP_HOST_SHUTDOWN_TIMOUT", "1s")
	t.Setenv("SHOP_HOST_CONCURRENT_STOP", "maybe")
	t.Setenv("SHOP_OTHER", "not ours")
	_, err := host.New(host.FromEnvironment("SHOP_HOST_"))
	for _, want := range []string{
		"SHOP_HOST_SHUTDOWN_TIMEOUT", "SHOP_HOST_STARTUP_TIMEOUT", "SHOP_HOST_CONCURRENT_STOP",
		"SHOP_HOST_SHUTDOWN_TIMOUT: unknown host option",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q: %v", want, err)
		}
	}
	if err != nil && strings.Contains(err.Error(), "SHOP_OTHER") {
		t.Errorf("a variable without the prefix is in the error: %v", err)
	}
}
