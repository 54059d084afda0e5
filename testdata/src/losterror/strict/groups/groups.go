package groups

import (
	"context"
	"log"
	"net"

	"golang.org/x/sync/errgroup"
)

type service struct {
	conn    net.Conn
	members errgroup.Group
	waited  errgroup.Group
	Open    errgroup.Group
}

func (s *service) ask() error {
	_, err := s.conn.Write([]byte("?"))
	return err
}

func (s *service) Start(ctx context.Context) {
	go s.run(ctx)
	s.members.Go(s.ask) // want `nobody waits for members, so the errors of its goroutines are lost; call members.Wait and handle its error`
	s.waited.Go(s.ask)
	s.Open.Go(s.ask) // others may wait
}

func (s *service) Stop() error { return s.waited.Wait() }

func (s *service) run(ctx context.Context) {
	for ctx.Err() == nil {
		s.never(ctx)
		s.dropped()
		s.blank()
		s.deferred()
		s.handled()
		s.handedOver()
		s.harmless()
	}
}

func (s *service) never(ctx context.Context) {
	g, _ := errgroup.WithContext(ctx)
	g.Go(s.ask) // want `nobody waits for g`
}

func (s *service) dropped() {
	var g errgroup.Group
	g.Go(s.ask)
	g.Wait() // want `the error of g.Wait is dropped, and with it that of every goroutine of the group; return it or log it`
}

func (s *service) blank() {
	var g errgroup.Group
	g.Go(func() error { return s.ask() })
	_ = g.Wait() // want `the error of g.Wait is dropped`
}

func (s *service) deferred() {
	var g errgroup.Group
	defer g.Wait() // want `the error of g.Wait is dropped`
	g.Go(s.ask)
}

func (s *service) handled() {
	var g errgroup.Group
	g.Go(s.ask)
	if err := g.Wait(); err != nil {
		log.Print(err)
	}
}

func (s *service) handedOver() {
	var g errgroup.Group
	g.Go(s.ask)
	finish(&g)
}

func finish(g *errgroup.Group) {
	if err := g.Wait(); err != nil {
		log.Print(err)
	}
}

// The members tell of their errors themselves, or have none.
func (s *service) harmless() {
	var g errgroup.Group
	g.Go(func() error {
		if err := s.ask(); err != nil {
			log.Print(err)
		}
		return nil
	})
	g.Go(func() error {
		err := s.ask()
		if err != nil {
			log.Print(err)
			return err
		}
		return nil
	})
	g.Wait()
}
