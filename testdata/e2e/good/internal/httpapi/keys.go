package httpapi

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"net/http"
	"runtime"

	"golang.org/x/sync/semaphore"
)

const (
	keyRounds = 50_000
	keySize   = 32
)

var errWrongKey = errors.New("wrong key")

// Keys checks the key that callers send. The check is slow on purpose, so only
// as many run at once as there are processors.
type Keys struct {
	salt  []byte
	want  []byte
	slots *semaphore.Weighted
}

// NewKeys returns a check for the given key.
func NewKeys(key string) (*Keys, error) {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	want, err := pbkdf2.Key(sha256.New, key, salt, keyRounds, keySize)
	if err != nil {
		return nil, err
	}
	slots := semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))
	return &Keys{salt: salt, want: want, slots: slots}, nil
}

// Check returns an error unless key is the right one.
func (k *Keys) Check(ctx context.Context, key string) error {
	if err := k.slots.Acquire(ctx, 1); err != nil {
		return err
	}
	defer k.slots.Release(1)
	got, err := pbkdf2.Key(sha256.New, key, k.salt, keyRounds, keySize)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(got, k.want) != 1 {
		return errWrongKey
	}
	return nil
}

// Guard lets only callers with the right key through to next.
func (k *Keys) Guard(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch err := k.Check(r.Context(), r.Header.Get("X-Api-Key")); {
		case errors.Is(err, errWrongKey):
			http.Error(w, "wrong key", http.StatusUnauthorized)
		case err != nil:
			http.Error(w, "try again", http.StatusServiceUnavailable)
		default:
			next(w, r)
		}
	}
}
