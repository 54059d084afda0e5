// Package complaint68: a consumer that is closed goes on as a zombie.
package complaint68

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/IBM/sarama"
)

type worker struct {
	group   sarama.ConsumerGroup
	handler sarama.ConsumerGroupHandler
}

func (w *worker) Close() error { return w.group.Close() }

func (w *worker) loop() {
	for {
		err := w.group.Consume(context.Background(), []string{"jobs"}, w.handler) // want `w.group.Consume returns sarama.ErrClosedConsumerGroup after w.group.Close, the normal end: the loop calls it again for ever`
		if err != nil {
			log.Print(err)
			time.Sleep(time.Second)
		}
	}
}

func (w *worker) ends() {
	for {
		err := w.group.Consume(context.Background(), []string{"jobs"}, w.handler)
		if errors.Is(err, sarama.ErrClosedConsumerGroup) {
			return
		}
		if err != nil {
			time.Sleep(time.Second)
		}
	}
}
