package httpapi

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
)

const (
	keyRounds = 50_000
	keySize   = 32
)

// Keys checks the key that callers send.
type Keys struct {
	salt []byte
	want []byte
}

// NewKeys returns a check for the given key.
func NewKeys(key string) (*Keys, error) {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	want, err := pbkdf2.Key(sha256.New, key, salt, keyRounds, keySize)
	if err != nil {
		return nil, err
	}
	return &Keys{salt: salt, want: want}, nil
}

// Guard lets only callers with the right key through to next.
func (k *Keys) Guard(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		got, err := pbkdf2.Key(sha256.New, r.Header.Get("X-Api-Key"), k.salt, keyRounds, keySize) // want trap:inlinecpu
		if err != nil || subtle.ConstantTimeCompare(got, k.want) != 1 {
			http.Error(w, "wrong key", http.StatusUnauthorized)
			return
		}
		next(w, r)
	}
}
