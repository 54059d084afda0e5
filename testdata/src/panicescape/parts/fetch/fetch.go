// Package fetch is another part.
package fetch

import "context"

type Source interface {
	Fetch(ctx context.Context) ([]byte, error)
}

func Decode(raw []byte) (string, error) { return string(raw), nil }

// Guarded recovers by itself.
func Guarded(raw []byte) (out string, err error) {
	defer func() { _ = recover() }()
	return string(raw), nil
}
