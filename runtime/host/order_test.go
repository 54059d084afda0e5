package host_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

// recorded registers a service that records its calls.
func recorded(t *testing.T, h *host.Host, r *hosttest.Recorder, name string, opts ...host.ServiceOption) {
	t.Helper()
	must(t, h.Add(name, (&hosttest.Service{Name: name, Record: r}).Basic(), opts...))
}

func TestAfterAndOutermost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		h := mustNew(t)
		recorded(t, h, &r, "web", host.After("db", "cache"))
		recorded(t, h, &r, "plain")
		recorded(t, h, &r, "cache", host.After("db"))
		recorded(t, h, &r, "db")
		recorded(t, h, &r, "health", host.Outermost())
		must(t, h.Start(t.Context()), h.Stop(t.Context()))
		got := strings.Join(r.Events(), " ")
		const want = "health start db start cache start web start plain start " +
			"plain stop web stop cache stop db stop health stop"
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// With concurrency, services wait for those they come after and for no others.
func TestConcurrentStartAndStopKeepEdges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t, host.ConcurrentStart(), host.ConcurrentStop())
		var r hosttest.Recorder
		add := func(name string, opts ...host.ServiceOption) {
			must(t, h.Add(name, (&hosttest.Service{Name: name, Record: &r, OnStart: sleep(time.Second), OnStop: sleep(time.Second)}).Basic(), opts...))
		}
		add("a")
		add("b")
		add("c", host.After("a", "b"))
		began := time.Now()
		must(t, h.Start(t.Context()))
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("start took %v, want two waves of 1 s", took)
		}
		began = time.Now()
		must(t, h.Stop(t.Context()))
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("stop took %v, want two waves of 1 s", took)
		}
		events := r.Events()
		if slices.Index(events, "c start") != 2 || slices.Index(events, "c stop") != 3 {
			t.Errorf("events %q", events)
		}
	})
}

func TestValidate(t *testing.T) {
	for name, c := range map[string]struct {
		after map[string][]string
		want  string
	}{
		"cycle":   {map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"b"}}, `"b" after "c" after "b"`},
		"self":    {map[string][]string{"a": {"a"}}, `"a" after "a"`},
		"unknown": {map[string][]string{"a": {"nobody"}}, `"nobody", which is not registered`},
	} {
		t.Run(name, func(t *testing.T) {
			h := mustNew(t)
			var r hosttest.Recorder
			for _, s := range []string{"a", "b", "c"} {
				recorded(t, h, &r, s, host.After(c.after[s]...))
			}
			if err := h.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if err := h.Run(t.Context()); err == nil || len(r.Events()) > 0 {
				t.Errorf("host started: %v, %v", err, r.Events())
			}
		})
	}
}

func TestOutermostCannotComeAfterInner(t *testing.T) {
	h := mustNew(t)
	var r hosttest.Recorder
	recorded(t, h, &r, "inner")
	recorded(t, h, &r, "outer", host.Outermost(), host.After("inner"))
	if err := h.Validate(); err == nil || !strings.Contains(err.Error(), "not outermost") {
		t.Errorf("got %v", err)
	}
}
