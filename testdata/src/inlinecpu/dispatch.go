package inlinecpu

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha256"
	"net/http"
)

type step interface{ do(in []byte) []byte }

type macStep struct{ key []byte }

func (s macStep) do(in []byte) []byte { return hmac.New(sha256.New, s.key).Sum(in) }

type keyStep struct{ salt []byte }

func (s keyStep) do(in []byte) []byte {
	out, _ := pbkdf2.Key(sha256.New, string(in), s.salt, 600_000, 32) // want `pbkdf2\.Key takes tens of milliseconds of CPU time for every request.*derived -> \(keyStep\)\.do`
	return out
}

func runSteps(in []byte, steps ...step) []byte {
	for _, s := range steps {
		in = s.do(in)
	}
	return in
}

// signed runs one of the two, and not the one that takes long.
func signed(w http.ResponseWriter, r *http.Request) {
	_, _ = w.Write(runSteps([]byte("token"), macStep{}))
}

// derived calls the one that does.
func derived(w http.ResponseWriter, r *http.Request) {
	_, _ = w.Write(keyStep{}.do([]byte("password")))
}
