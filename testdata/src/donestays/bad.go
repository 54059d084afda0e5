package donestays

import (
	"context"
	"log"
	"time"
)

type poller struct {
	quit chan struct{}
	jobs chan int
	last int
}

func (p *poller) Stop() { close(p.quit) }

func (p *poller) poll(int)     { time.Sleep(time.Second) }
func (p *poller) flush() error { time.Sleep(time.Second); return nil }

// docs:bad

func (p *poller) run(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			p.poll(0)
			break // want `this break leaves only the select: the loop in \(\*poller\)\.run goes on after ctx\.Done\(\); give the loop a label and break out of it, or return`
		case <-tick.C:
			p.poll(1)
		}
	}
}

// docs:end

// the case waits before it comes back, so that it does not even spin
func (p *poller) continues(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			p.poll(0)
			continue // want `goes on after ctx\.Done\(\), since this continue starts the next turn`
		case j := <-p.jobs:
			p.poll(j)
		}
	}
}

func (p *poller) logsOnly(ctx context.Context) {
	for {
		select {
		case <-ctx.Done(): // want `goes on after ctx\.Done\(\), since nothing in this case leaves it`
			log.Print("stopping")
		case j := <-p.jobs:
			p.poll(j)
		}
		time.Sleep(time.Second)
	}
}

// flushes, and forgets to return
func (p *poller) flushes(ctx context.Context) {
	for {
		select {
		case <-ctx.Done(): // want `since nothing in this case leaves it`
			if err := p.flush(); err != nil {
				log.Print(err)
			}
		case j := <-p.jobs:
			p.poll(j)
		}
	}
}

func (p *poller) stopChannel() {
	for {
		select {
		case <-p.quit:
			p.poll(0)
			break // want `goes on after p\.quit`
		case j := <-p.jobs:
			p.poll(j)
		}
	}
}

func (p *poller) asksErr(ctx context.Context) error {
	for {
		if err := p.flush(); err != nil {
			if ctx.Err() != nil {
				continue // want `goes on after ctx\.Err\(\), since this continue starts the next turn`
			}
			return err
		}
	}
}

// the check was meant to end the loop over the items
func (p *poller) each(ctx context.Context, items []int) {
	for _, item := range items {
		select {
		case <-ctx.Done():
			break // want `this break leaves only the select`
		default:
		}
		p.poll(item)
	}
}

// an inner switch does not help either
func (p *poller) inner(ctx context.Context) {
	for {
		select {
		case <-ctx.Done(): // want `since nothing in this case leaves it`
			switch p.last {
			case 1:
				p.poll(1)
				break
			}
			time.Sleep(time.Second)
		case j := <-p.jobs:
			p.poll(j)
		}
	}
}

// the short-lived shadow is gone when the loop comes back
func (p *poller) derived(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	for {
		p.poll(2)
		select {
		case <-ctx.Done(): // want `goes on after ctx\.Done\(\)`
		case j := <-p.jobs:
			p.poll(j)
		}
	}
}

// that another case leaves does not help
func (p *poller) other(ctx context.Context) {
	for {
		select {
		case <-p.quit:
			return
		case <-ctx.Done():
			p.poll(0)
			continue // want `goes on after ctx\.Done\(\), since this continue`
		case j := <-p.jobs:
			p.poll(j)
		}
	}
}

// what is set is asked for nowhere
func (p *poller) buffers(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	var buffer []int
	for {
		select {
		case j := <-p.jobs:
			buffer = append(buffer, j)
		case <-ctx.Done(): // want `since nothing in this case leaves it`
			tick.Stop()
			p.poll(len(buffer))
			buffer = buffer[:0]
		}
	}
}
