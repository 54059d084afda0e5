package sizes

import (
	"context"
	"crypto/sha256"
	"net/http"
)

// docs:good
func verified(ctx context.Context, blocks []block) ([32]byte, error) {
	var sum [32]byte
	for i, b := range blocks {
		if i%100 == 0 && ctx.Err() != nil {
			return sum, ctx.Err()
		}
		sum = sha256.Sum256(append(sum[:], b.data...))
	}
	return sum, nil
}

// docs:end

// Small is over at once.
func Small(ctx context.Context) {
	var sum [32]byte
	for range 16 {
		sum = sha256.Sum256(sum[:])
	}
}

// Moves does next to nothing in each turn.
func Moves(ctx context.Context, blocks []block) (out []string) {
	for _, b := range blocks {
		out = append(out, b.parts...)
	}
	return out
}

// Waits is a matter of other checks.
func Waits(ctx context.Context, blocks []block) {
	for _, b := range blocks {
		_ = sha256.Sum256(b.data)
		resp, err := http.Get("http://peer")
		if err == nil {
			resp.Body.Close()
		}
	}
}

// None holds no context.
func None(blocks []block) {
	for _, b := range blocks {
		_ = sha256.Sum256(b.data)
	}
}

// Handed: what it calls looks at it.
func Handed(ctx context.Context, blocks []block) {
	for _, b := range blocks {
		hash(ctx, b)
	}
}

func hash(ctx context.Context, b block) {
	if ctx.Err() == nil {
		_ = sha256.Sum256(b.data)
	}
}
