package sizes

import (
	"context"
	"crypto/sha256"
	"net/http"
)

type block struct {
	data  []byte
	parts []string
}

// docs:bad
func verify(ctx context.Context, blocks []block) [32]byte {
	var sum [32]byte
	for _, b := range blocks { // want `this loop computes for as long as its input wants and never looks at ctx: it goes on when the caller has given up or the service is to stop; return when ctx\.Err\(\) is not nil, if need be in every hundredth turn`
		sum = sha256.Sum256(append(sum[:], b.data...))
	}
	return sum
}

// docs:end

func handle(w http.ResponseWriter, r *http.Request) {
	verify(r.Context(), nil)
	verified(r.Context(), nil)
	rounds(r.Context(), len(r.URL.Path))
}

// Nested goes through all of one for each of the other.
func Nested(ctx context.Context, a, b []int) (n int) {
	for _, x := range a { // want "this loop computes"
		for _, y := range b {
			n += x * y
		}
	}
	return n
}

type job struct {
	ctx    context.Context
	blocks []block
}

// Run holds its context in a field.
func (j *job) Run() {
	for i := 0; i < len(j.blocks); i++ { // want "never looks at j.ctx"
		j.hash(i)
	}
}

func (j *job) hash(i int) { _ = sha256.Sum256(j.blocks[i].data) }

func rounds(ctx context.Context, n int) {
	var sum [32]byte
	for range n { // want "never looks at ctx"
		sum = sha256.Sum256(sum[:])
	}
}
