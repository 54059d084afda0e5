package reach

import (
	"context"
	"net/http"
)

// Contexts come by many names; it is the type that counts.

type Alias = context.Context

func (s *Store) Aliased(c Alias) error {
	return s.save(context.Background()) // want `pass c`
}

// Rich embeds a context and adds to it.
type Rich interface {
	context.Context
	User() string
}

func (s *Store) Embedded(c Rich) error {
	return s.save(context.Background()) // want `pass c`
}

// Stream is what generated code hands to a server.
type Stream interface {
	Context() context.Context
	Send(int) error
}

func (s *Store) Watch(stream Stream) error {
	for {
		if err := s.save(context.Background()); err != nil { // want `pass stream\.Context\(\)`
			return err
		}
	}
}

// Command is the context of a command line: a struct that embeds one.
type Command struct {
	context.Context
	Args []string
}

// A command that serves.
func (s *Store) ServeCommand(c *Command) error {
	for {
		if err := s.save(context.Background()); err != nil { // want `pass c\.Context`
			return err
		}
	}
}

// A command that does its work and ends is nobody's problem.
func (s *Store) OnceCommand(c *Command) error {
	return s.save(context.Background())
}

// Web is the context of a web framework: it has the methods of a context, which do
// nothing, and holds the request.
type Web struct {
	Request *http.Request
	Writer  http.ResponseWriter
}

func (w *Web) Deadline() {}

func (s *Store) Handle(c *Web) {
	s.save(context.Background()) // want `it goes on for a client that is gone|pass c\.Request\.Context\(\)`
}

// Echo has a method instead.
type Echo interface {
	Request() *http.Request
	Response() http.ResponseWriter
}

func (s *Store) HandleEcho(c Echo) error {
	for {
		if err := s.save(context.Background()); err != nil { // want `pass c\.Request\(\)\.Context\(\)`
			return err
		}
	}
}

// A handler made by a function that has a context of its own: the request's is the
// nearer.
func (s *Store) Handler(ctx context.Context) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.save(context.Background()) // want `pass r\.Context\(\)`
	}
}
