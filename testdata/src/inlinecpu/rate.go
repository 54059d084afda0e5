package inlinecpu

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"errors"
	"net/http"
)

type ratedLogin struct {
	salt []byte
	seen map[string]int
}

func (l *ratedLogin) checkRateLimit(user string) error {
	if l.seen[user]++; l.seen[user] > 5 {
		return errors.New("too many requests")
	}
	return nil
}

// ServeHTTP asks a limiter of the project's own, by its name, before it computes.
func (l *ratedLogin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := l.checkRateLimit(r.FormValue("user")); err != nil {
		http.Error(w, err.Error(), http.StatusTooManyRequests)
		return
	}
	if _, err := pbkdf2.Key(sha256.New, r.FormValue("password"), l.salt, 600_000, 32); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
