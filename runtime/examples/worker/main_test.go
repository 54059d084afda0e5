package main

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"time"
)

// buffer is an output that several goroutines may write to.
type buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func TestRun(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 600*time.Millisecond)
	defer cancel()
	var out buffer
	if err := run(ctx, config{health: "127.0.0.1:0", interval: 20 * time.Millisecond}, &out); err != nil {
		t.Fatal(err)
	}
	log := out.text.String()
	at := -1
	for _, want := range []string{
		"starting database migrations", "database migrations completed", "host running",
		"session closed", "session=2", "host draining", "migrator shutting down cleanly", "host stopped", "database closed",
	} {
		next := strings.Index(log[at+1:], want)
		if next < 0 {
			t.Fatalf("%q is missing after what came before it in:\n%s", want, log)
		}
		at += 1 + next
	}
	if strings.Count(log, "finished sending batch") < 2 {
		t.Errorf("fewer than two batches in:\n%s", log)
	}
	if strings.Contains(log, "level=ERROR") {
		t.Errorf("errors in:\n%s", log)
	}
}

func TestRunRefusesMisspeltEnvironment(t *testing.T) {
	t.Setenv("WORKER_HOST_SHUTDOWN_TIMOUT", "1s")
	var out buffer
	if err := run(t.Context(), config{health: "127.0.0.1:0", interval: time.Second}, &out); err == nil || !strings.Contains(err.Error(), "WORKER_HOST_SHUTDOWN_TIMOUT") {
		t.Errorf("got %v", err)
	}
}
