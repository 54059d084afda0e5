package bursts

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
)

type producer struct {
	client *kgo.Client
	work   chan []byte
	drops  func(error) error
}

// run hands over a promise for each record; the client runs them one by one.
func (p *producer) run(ctx context.Context) {
	for value := range p.work {
		p.client.TryProduce(ctx, &kgo.Record{Value: value}, func(r *kgo.Record, err error) {
			if err != nil {
				_ = p.drops(err)
			}
		})
	}
}
