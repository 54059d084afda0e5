package started

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"sync/atomic"
	"time"
)

type service struct {
	conn   net.Conn
	errs   chan error
	last   error
	failed atomic.Int64
	store  interface {
		Save(ctx context.Context) error
	}
}

func (s *service) Start(ctx context.Context) {
	go s.returns(ctx)          // want `the go statement drops the error of s.returns`
	go s.wraps(ctx)            // want `the go statement drops the error of s.wraps`
	go s.through(ctx)          // want `the go statement drops the error of s.through`
	go s.named(ctx)            // want `the go statement drops the error of s.named`
	go s.store.Save(ctx)       // want `the go statement drops the error of s.store.Save`
	go io.Copy(s.conn, s.conn) // want `the go statement drops the error of io.Copy`
	go func() error {          // want `the go statement drops the error of this function`
		return s.ask(ctx)
	}()

	go s.alwaysNil(ctx)
	go s.endOfContext(ctx)
	go s.logs(ctx)
	go s.logsInDefer(ctx)
	go s.sends(ctx)
	go s.counts(ctx)
	go s.keeps(ctx)
	go s.tells(ctx)
	go s.throughTelling(ctx)
	go s.conn.Close()
	go s.nothing(ctx)
}

func (s *service) ask(ctx context.Context) error {
	_, err := s.conn.Write([]byte("?"))
	return err
}

func (s *service) returns(ctx context.Context) error {
	for {
		if err := s.ask(ctx); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}

func (s *service) wraps(ctx context.Context) error {
	if err := s.ask(ctx); err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	return nil
}

func (s *service) through(ctx context.Context) error { return s.returns(ctx) }

func (s *service) named(ctx context.Context) (err error) {
	_, err = s.conn.Write(nil)
	return
}

func (s *service) alwaysNil(ctx context.Context) error {
	<-ctx.Done()
	return nil
}

func (s *service) endOfContext(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
}

func (s *service) logs(ctx context.Context) error {
	if err := s.ask(ctx); err != nil {
		log.Print(err)
		return err
	}
	return nil
}

func (s *service) logsInDefer(ctx context.Context) (err error) {
	defer func() {
		if err != nil {
			log.Print(err)
		}
	}()
	return s.ask(ctx)
}

func (s *service) sends(ctx context.Context) error {
	err := s.ask(ctx)
	if err != nil {
		s.errs <- err
		return err
	}
	return nil
}

func (s *service) counts(ctx context.Context) error {
	if err := s.ask(ctx); err != nil {
		s.recordFailure()
		return err
	}
	return nil
}

func (s *service) recordFailure() { s.failed.Add(1) }

func (s *service) keeps(ctx context.Context) error {
	if err := s.ask(ctx); err != nil {
		s.last = err
		return err
	}
	return nil
}

func (s *service) tells(ctx context.Context) error {
	if err := s.ask(ctx); err != nil {
		return s.logError(err)
	}
	return nil
}

func (s *service) logError(err error) error {
	log.Print(err)
	return errors.Join(err)
}

func (s *service) throughTelling(ctx context.Context) error { return s.logs(ctx) }

func (s *service) nothing(ctx context.Context) { <-ctx.Done() }

// What is part of a call belongs to the caller.
func (s *service) both(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.ask(ctx)
	}()
	<-done
}
