// Package callee has its turns in functions of their own.
package callee

import (
	"context"
	"errors"
	"log"
	"time"
)

type message struct{ id string }

var errEmpty = errors.New("empty")

// broker is implemented elsewhere.
type broker interface {
	Dequeue() (*message, error)
	Publish(*message) error
}

type processor struct {
	broker broker
	slots  chan struct{}
	quit   chan struct{}
	wait   time.Duration
	broken bool
}

func (p *processor) start() {
	go func() {
		for {
			select {
			case <-p.quit:
				return
			default:
				p.step()
			}
		}
	}()
}

// step waits when the queue is empty, but not when the queue cannot be asked.
func (p *processor) step() {
	select {
	case <-p.quit:
		return
	case p.slots <- struct{}{}:
		msg, err := p.broker.Dequeue()
		switch {
		case errors.Is(err, errEmpty):
			time.Sleep(p.wait)
			<-p.slots
			return
		case err != nil: // want `while p.broker.Dequeue fails this loop spins`
			log.Print(err)
			<-p.slots
			return
		}
		go func() {
			log.Print(msg.id)
			<-p.slots
		}()
	}
}

func (p *processor) startGood() {
	go func() {
		for {
			select {
			case <-p.quit:
				return
			default:
				p.goodStep()
			}
		}
	}()
}

func (p *processor) goodStep() {
	select {
	case <-p.quit:
		return
	case p.slots <- struct{}{}:
		msg, err := p.broker.Dequeue()
		if err != nil {
			log.Print(err)
			time.Sleep(p.wait)
			<-p.slots
			return
		}
		go func() {
			log.Print(msg.id)
			<-p.slots
		}()
	}
}

// Nobody knows whether a Dequeue that is handled like any other waits.
func (p *processor) unknown(ctx context.Context) {
	for ctx.Err() == nil {
		msg, err := p.broker.Dequeue()
		if err != nil {
			log.Print(err)
			continue
		}
		log.Print(msg.id)
	}
}

// What the failure sets may end the loop.
func (p *processor) marks() {
	for {
		if p.broken {
			return
		}
		p.marking()
	}
}

func (p *processor) marking() {
	_, err := p.broker.Dequeue()
	switch {
	case errors.Is(err, errEmpty):
		time.Sleep(p.wait)
		return
	case err != nil:
		p.mark()
		return
	}
}

func (p *processor) mark() { p.broken = true }

func isEmpty(err error) bool { return err == errEmpty }

// A helper tells the errors apart.
func (p *processor) startHelped() {
	for {
		p.helped()
	}
}

func (p *processor) helped() {
	msg, err := p.broker.Dequeue()
	switch {
	case isEmpty(err):
		time.Sleep(p.wait)
		return
	case err != nil: // want `while p.broker.Dequeue fails this loop spins`
		return
	}
	log.Print(msg.id)
}

// Each turn has work of its own, so that the list gets shorter.
func (p *processor) clean(list []*message) {
	for {
		msg := p.next(&list)
		if msg == nil {
			break
		}
		p.forward(msg)
	}
}

func (p *processor) next(list *[]*message) *message {
	if len(*list) == 0 {
		return nil
	}
	msg := (*list)[0]
	*list = (*list)[1:]
	return msg
}

func (p *processor) forward(msg *message) {
	if msg.id == "" {
		time.Sleep(p.wait)
	}
	err := p.broker.Publish(msg)
	if err != nil {
		log.Print(err)
		return
	}
	if msg.id == "slow" {
		time.Sleep(p.wait)
	}
}

// The loop pauses for its step.
func (p *processor) pausesOutside() {
	for {
		p.step()
		time.Sleep(p.wait)
	}
}
