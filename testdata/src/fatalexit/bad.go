package fatalexit

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"time"
)

type Order struct{ ID string }

type Store interface {
	Save(ctx context.Context, o Order) error
}

type Consumer struct {
	store Store
	msgs  chan []byte
}

func NewConsumer(store Store) *Consumer {
	c := &Consumer{store: store, msgs: make(chan []byte)}
	go c.run(context.Background())
	go c.poll(context.Background())
	return c
}

// docs:bad
func (c *Consumer) run(ctx context.Context) {
	for msg := range c.msgs {
		var o Order
		if err := json.Unmarshal(msg, &o); err != nil {
			log.Fatalf("bad message: %v", err) // want `a failed json\.Unmarshal in one turn of the loop in \(\*Consumer\)\.run ends the whole process, with all other work in it; log the error and go on with the next turn, or return it to what started the loop`
		}
		if err := c.store.Save(ctx, o); err != nil {
			panic(err) // want `a failed c\.store\.Save in one turn of the loop in \(\*Consumer\)\.run ends the whole process, with all other work in it; log the error and go on with the next turn, or return it to what started the loop`
		}
	}
}

// docs:end

// The exit is two calls below the loop.
func (c *Consumer) poll(ctx context.Context) {
	for ctx.Err() == nil {
		c.turn()
		time.Sleep(time.Second)
	}
}

func (c *Consumer) turn() {
	host, err := os.Hostname()
	if err != nil {
		os.Exit(1) // want `a failed os.Hostname in one turn of the loop in \(\*Consumer\).poll ends the whole process.*\(\(\*Consumer\).turn -> os.Exit\)`
	}
	c.msgs <- []byte(host)
}
