// Package model takes contexts for what they carry.
package model

import (
	"context"
	"database/sql"
)

type Span interface{ End() }

type Tracer interface {
	Start(ctx context.Context, name string) (context.Context, Span)
}

var tracer Tracer

func Use(t Tracer) { tracer = t }

// begin is what everything here is traced with.
func begin(ctx context.Context, name string) (context.Context, Span) {
	return tracer.Start(context.WithValue(ctx, key{}, name), name)
}

type key struct{}

// Validate asks the database, as it is, and has the context for a span.
func Validate(ctx context.Context, db *sql.DB) error {
	_, span := tracer.Start(ctx, "validate")
	defer span.End()
	return check(ctx, db)
}

func check(ctx context.Context, db *sql.DB) error {
	ctx, span := begin(ctx, "check")
	defer span.End()
	if ctx.Value(key{}) == nil {
		return nil
	}
	return db.Ping()
}

// Load uses what the span made of it.
func Load(ctx context.Context, db *sql.DB) error {
	ctx, span := begin(ctx, "load")
	defer span.End()
	return db.PingContext(ctx)
}

// Ask makes what it waits with on the spot.
func Ask(ctx context.Context, db *sql.DB) error {
	_, span := tracer.Start(ctx, "ask")
	defer span.End()
	return db.PingContext(context.WithValue(ctx, key{}, "ask"))
}
