package panics

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/url"
	"regexp"
	"strconv"
	"time"
)

type state uint8

const (
	idle state = iota
	busy
)

type event struct{ Name string }

type machine struct {
	state state
	in    chan event
	ask   func(context.Context) error
}

var pattern = regexp.MustCompile(`^\d+$`)

func NewMachine(ask func(context.Context) error) *machine {
	m := &machine{in: make(chan event), ask: ask}
	go m.run()
	go m.elect(context.Background())
	return m
}

// Invariants: the default of an exhaustive switch, a constant text, errors that
// cannot happen.
func (m *machine) run() {
	var buf bytes.Buffer
	for e := range m.in {
		switch m.state {
		case idle, busy:
		default:
			panic("unknown state")
		}
		if e.Name == "" {
			panic("an event without a name")
		}
		data, err := json.Marshal(e)
		if err != nil {
			panic(err)
		}
		if _, err := buf.Write(data); err != nil {
			panic(err)
		}
		base, err := url.Parse("https://example.org")
		if err != nil {
			panic(err)
		}
		log.Print(base)
		m.step(e)
		m.try(e)
	}
}

// Recovered on the way: by the function itself, or by what calls it.
func (m *machine) try(e event) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	m.must(e)
}

func (m *machine) must(e event) {
	if err := m.ask(context.Background()); err != nil {
		panic(err)
	}
}

// Its own arguments: what must hold.
func (m *machine) step(e event) *machine {
	return m.mustBe(e)
}

func (m *machine) mustBe(e event) *machine {
	if err := e.check(); err != nil {
		panic(err)
	}
	return m
}

func (e event) check() error {
	if !pattern.MatchString(e.Name) {
		return errors.New("no number")
	}
	return nil
}

// term returns an error only when it is told to stop.
func (m *machine) term(ctx context.Context) (int, error) {
	for n := 0; ; n++ {
		if err := m.ask(ctx); err != nil {
			if errors.Is(err, context.Canceled) || ctx.Err() != nil {
				return 0, err
			}
			time.Sleep(time.Second)
			continue
		}
		if n > 3 {
			return n, nil
		}
	}
}

func (m *machine) elect(ctx context.Context) {
	for {
		n, err := m.term(ctx)
		if err != nil {
			if !errors.Is(err, context.Canceled) && ctx.Err() == nil {
				panic(err)
			}
			return
		}
		log.Print(n)
	}
}

// The pattern has let digits through only.
func Numbers(names chan string) {
	go func() {
		for name := range names {
			m := pattern.FindStringSubmatch(name)
			if len(m) == 0 {
				continue
			}
			n, err := strconv.Atoi(m[0])
			if err != nil {
				panic(err)
			}
			log.Print(n)
		}
	}()
}
