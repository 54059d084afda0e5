package complaint3

import (
	"context"
	"database/sql"
)

// Sentence has a method called Context that has nothing to do with cancellation.
type Sentence struct{ before string }

func (s Sentence) Context() string { return s.before }

func Save(s Sentence, db *sql.DB) error { return db.PingContext(context.Background()) }
