// Package frameworks has callbacks of frameworks that do not recover, and of
// those that do.
package frameworks

import (
	"context"
	"encoding/json"
	"time"

	"github.com/IBM/sarama"
	"github.com/go-co-op/gocron/v2"
	"github.com/nats-io/nats.go"
	"github.com/oklog/run"
	"go.uber.org/fx"
	"sigs.k8s.io/controller-runtime/pkg/manager"
)

func kind(raw []byte) string {
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		return ""
	}
	return m["kind"].(string)
}

type events struct{ raw []byte }

func (e *events) onMsg(m *nats.Msg) { kind(m.Data) }

func (e *events) subscribe(nc *nats.Conn) error {
	_, err := nc.Subscribe("events", e.onMsg) // want `\(\*events\)\.onMsg can panic \(the unchecked m\[\.\.\.\]\.\(string\)\)`
	return err
}

type claims struct{}

func (claims) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (claims) Cleanup(sarama.ConsumerGroupSession) error { return nil }
func (claims) ConsumeClaim(s sarama.ConsumerGroupSession, c sarama.ConsumerGroupClaim) error {
	for m := range c.Messages() {
		kind(m.Value)
	}
	return nil
}

func consume(ctx context.Context, g sarama.ConsumerGroup) {
	for ctx.Err() == nil {
		if err := g.Consume(ctx, []string{"events"}, claims{}); err != nil { // want `claims\)\.ConsumeClaim can panic`
			time.Sleep(time.Second)
		}
	}
}

func (e *events) Start(ctx context.Context) error { kind(e.raw); return nil }

func (e *events) register(m manager.Manager) error {
	return m.Add(e) // want `\(\*events\)\.Start can panic`
}

func (e *events) hook() fx.Hook {
	return fx.Hook{OnStart: e.Start} // want `\(\*events\)\.Start can panic`
}

func (e *events) group(ctx context.Context) error {
	var g run.Group
	g.Add(func() error { return e.Start(ctx) }, func(error) {}) // want `this goroutine can panic`
	return g.Run()
}

func (e *events) schedule(s gocron.Scheduler) error {
	_, err := s.NewJob(gocron.DurationJob(time.Minute), gocron.NewTask(e.tick)) // want `\(\*events\)\.tick can panic`
	return err
}

func (e *events) tick() { kind(e.raw) }
