package handedin

import (
	"log"
	"time"
)

// Functions that this package set itself.
type own struct{ tick func(Message) }

func newOwn() *own {
	o := &own{}
	o.tick = func(m Message) { log.Print(m) }
	return o
}

func (o *own) start() {
	go func() {
		for range time.Tick(time.Second) {
			o.tick(Message{})
		}
	}()
}

// An interface that a constructor takes is a part of the same program.
type Store interface{ Load() (Message, error) }

type Poller struct{ store Store }

func NewPoller(s Store) *Poller { return &Poller{store: s} }

func (p *Poller) Start() {
	go func() {
		for range time.Tick(time.Second) {
			if m, err := p.store.Load(); err == nil {
				log.Print(m)
			}
		}
	}()
}

// One with an implementation here, and one that is only told something: loggers.
type Codec interface{ Encode(Message) ([]byte, error) }

type plain struct{}

func (plain) Encode(Message) ([]byte, error) { return nil, nil }

type Logger interface{ Print(args ...any) }

type Config struct {
	Codec  Codec
	Logger Logger
	Clock  func() time.Time
}

type Writer struct {
	codec Codec
	log   Logger
	clock func() time.Time
	in    chan Message
}

func NewWriter(c Config) *Writer {
	w := &Writer{codec: c.Codec, log: c.Logger, clock: c.Clock}
	if w.codec == nil {
		w.codec = plain{}
	}
	return w
}

func (w *Writer) Start() {
	go func() {
		for m := range w.in {
			raw, err := w.codec.Encode(m)
			w.log.Print(raw, err, w.clock())
		}
	}()
}

// An option with the methods of a store is a part of the same program, too.
type Database interface {
	Get(key string) (Message, error)
	Put(key string, m Message) error
}

type Parts struct{ Database Database }

type Keeper struct {
	db Database
	in chan Message
}

func NewKeeper(p Parts) *Keeper { return &Keeper{db: p.Database} }

func (k *Keeper) Start() {
	go func() {
		for m := range k.in {
			if err := k.db.Put(m.Kind, m); err != nil {
				log.Print(err)
			}
		}
	}()
}

// A collection that this package fills itself, although others could.
var Formats = map[string]func(Message) string{}

func init() {
	Formats["plain"] = func(m Message) string { return m.Kind }
}

func format(in chan Message) {
	go func() {
		for m := range in {
			log.Print(Formats[m.Kind](m))
		}
	}()
}

// The callback is recovered on the way.
func (c *Cron) runSafely() {
	for _, j := range c.jobs {
		go j.guarded()
	}
}

func (j *Job) guarded() {
	defer func() {
		if r := recover(); r != nil {
			log.Print(j.id, r)
		}
	}()
	j.Run()
}
