package complaint54

import (
	"context"
	"database/sql"
	"net/http"
)

type Audit struct{ db *sql.DB }

// What runs later has a scope of its own; what runs in place has its parent's.
func (a *Audit) Serve(w http.ResponseWriter, r *http.Request) {
	go func() {
		a.db.PingContext(context.Background()) // it outlives the request
	}()
	check := func() error {
		return a.db.PingContext(context.Background()) // want `pass r\.Context\(\)`
	}
	check()
}
