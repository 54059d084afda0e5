// Package sarama is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package sarama

import (
	"context"
	"time"
)

type ConsumerGroup interface {
	Close() error
	Consume(ctx context.Context, topics []string, handler ConsumerGroupHandler) error
	Errors() <-chan error
}

type ConsumerGroupHandler interface {
	Cleanup(ConsumerGroupSession) error
	ConsumeClaim(ConsumerGroupSession, ConsumerGroupClaim) error
	Setup(ConsumerGroupSession) error
}

type ConsumerGroupSession interface {
	Claims() map[string][]int32
	Commit()
	Context() context.Context
	GenerationID() int32
	MarkMessage(msg *ConsumerMessage, metadata string)
	MarkOffset(topic string, partition int32, offset int64, metadata string)
	MemberID() string
	ResetOffset(topic string, partition int32, offset int64, metadata string)
}

type ConsumerGroupClaim interface {
	HighWaterMarkOffset() int64
	InitialOffset() int64
	Messages() <-chan *ConsumerMessage
	Partition() int32
	Topic() string
}

type ConsumerMessage struct {
	Timestamp time.Time
	Key       []byte
	Value     []byte
	Topic     string
	Partition int32
	Offset    int64
}

func NewConsumerGroup(addrs []string, groupID string, config *Config) (ConsumerGroup, error) {
	return nil, nil
}

func NewConfig() *Config { return nil }

type Config struct {
	ClientID string
}

type SyncProducer interface {
	Close() error
	SendMessage(msg *ProducerMessage) (partition int32, offset int64, err error)
	SendMessages(msgs []*ProducerMessage) error
}

func NewSyncProducer(addrs []string, config *Config) (SyncProducer, error) { return nil, nil }

type ProducerMessage struct {
	Topic string
	Key   Encoder
	Value Encoder
}

type Encoder interface {
	Encode() ([]byte, error)
	Length() int
}

type StringEncoder string

func (s StringEncoder) Encode() ([]byte, error) { return nil, nil }

func (s StringEncoder) Length() int { return 0 }

type ByteEncoder []byte

func (b ByteEncoder) Encode() ([]byte, error) { return nil, nil }

func (b ByteEncoder) Length() int { return 0 }

type Consumer interface {
	Close() error
	ConsumePartition(topic string, partition int32, offset int64) (PartitionConsumer, error)
}

type PartitionConsumer interface {
	AsyncClose()
	Close() error
	Errors() <-chan *ConsumerError
	Messages() <-chan *ConsumerMessage
}

func NewConsumer(addrs []string, config *Config) (Consumer, error) { return nil, nil }

type ConsumerError struct {
	Topic     string
	Partition int32
	Err       error
}

func (ce ConsumerError) Error() string { return "" }

const OffsetNewest int64 = -1

const OffsetOldest int64 = -2

var ErrClosedConsumerGroup error

var PanicHandler func(any)
