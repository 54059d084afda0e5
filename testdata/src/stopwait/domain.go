package stopwait

import (
	"context"
	"log"
)

type track interface {
	Pause()
	Close() error
}

// Its Stop pauses the music; the goroutine is not told.
type player struct {
	current track
	ended   chan bool
}

func (p *player) Start(ctx context.Context) error {
	go p.switchTracks()
	return nil
}

func (p *player) switchTracks() {
	for range p.ended {
		work(context.Background())
	}
}

func (p *player) Stop(ctx context.Context) error {
	log.Print("stop")
	if p.current != nil {
		p.current.Pause()
	}
	return p.status()
}

func (p *player) status() error { return nil }

// This one's ends what the goroutine hears.
type radio struct {
	current track
	ended   chan bool
}

func (r *radio) Start(ctx context.Context) error {
	go r.switchTracks()
	return nil
}

func (r *radio) switchTracks() {
	for range r.ended {
		work(context.Background())
	}
}

func (r *radio) Stop(ctx context.Context) error { // want `\(\*radio\)\.Stop returns while \(\*radio\)\.switchTracks still works`
	r.current.Pause()
	close(r.ended)
	return nil
}

// Two ways to stop: the one that tells the goroutine is the one that has to wait.
type jukebox struct {
	current track
	ended   chan bool
}

func (j *jukebox) Start(ctx context.Context) error {
	go j.switchTracks()
	return nil
}

func (j *jukebox) switchTracks() {
	for range j.ended {
		work(context.Background())
	}
}

func (j *jukebox) Stop(ctx context.Context) error {
	j.current.Pause()
	return nil
}

func (j *jukebox) Shutdown(ctx context.Context) error { // want `\(\*jukebox\)\.Shutdown returns while \(\*jukebox\)\.switchTracks still works`
	close(j.ended)
	return nil
}
