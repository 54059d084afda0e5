package complaint5

import (
	"context"
	"database/sql"
	"net/http"
)

// A helper that is given a request is no handler: this one signs what goes out.
func sign(r *http.Request, db *sql.DB) error {
	return db.PingContext(context.Background())
}

func Send(client *http.Client, db *sql.DB) error {
	r, err := http.NewRequest("GET", "https://example.com", nil)
	if err != nil {
		return err
	}
	if err := sign(r, db); err != nil {
		return err
	}
	_, err = client.Do(r)
	return err
}
