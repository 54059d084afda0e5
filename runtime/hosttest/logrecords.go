package hosttest

import (
	"context"
	"log/slog"
	"sync"
)

// A logRecords is a slog.Handler that keeps the records.
type logRecords struct {
	mu      sync.Mutex
	records []slog.Record
}

func (l *logRecords) Enabled(context.Context, slog.Level) bool { return true }

func (l *logRecords) Handle(_ context.Context, r slog.Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.records = append(l.records, r)
	return nil
}

func (l *logRecords) WithAttrs([]slog.Attr) slog.Handler { return l }
func (l *logRecords) WithGroup(string) slog.Handler      { return l }

// of returns the records with a message about a service.
func (l *logRecords) of(message, service string) []slog.Record {
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []slog.Record
	for _, r := range l.records {
		if r.Message == message && attr(r, "service") == service {
			found = append(found, r)
		}
	}
	return found
}

// attr returns an attribute as text, or "".
func attr(r slog.Record, key string) string {
	var text string
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == key {
			text = a.Value.String()
		}
		return a.Key != key
	})
	return text
}
