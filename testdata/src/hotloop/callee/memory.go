package callee

import (
	"bytes"
	"context"
	"encoding/gob"
	"log"
	"strings"
	"time"
)

// A payload that cannot be decoded is gone with its turn: the next one has
// another, or waits for it.
type popper struct {
	pop    func(ctx context.Context, wait time.Duration) (string, error)
	handle chan job
}

type job struct{ Kind string }

func (p *popper) loop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
			p.fetch(ctx)
		}
	}
}

func (p *popper) fetch(ctx context.Context) {
	text, err := p.pop(ctx, time.Second)
	if err != nil {
		log.Print(err)
		return
	}
	var j job
	dec := gob.NewDecoder(strings.NewReader(text))
	if err = dec.Decode(&j); err != nil {
		log.Print(err)
	}
	go log.Print(j)
}

func (p *popper) drain(ctx context.Context, in chan []byte) {
	for {
		select {
		case <-ctx.Done():
			return
		case raw := <-in:
			var j job
			if err := gob.NewDecoder(bytes.NewReader(raw)).Decode(&j); err != nil {
				continue
			}
		}
	}
}
