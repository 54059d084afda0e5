package evidence

import "context"

// Task is what callbacks work on.
type Task struct{ ID int }

// Config is filled by users of the package.
type Config struct {
	OnTask  func(*Task)
	OnError func(*Task, error)
	Logf    func(format string, args ...any)
	Now     func() int64
}

type worker struct {
	onTask   func(*Task)
	onError  func(*Task, error)
	logf     func(string, ...any)
	cancel   context.CancelFunc
	removed  func(*worker)
	handlers map[string]func(*Task)
	plugins  []Plugin
	logger   Logger
}

// Plugin is for others to implement.
type Plugin interface{ Handle(*Task) error }

// Logger too, but everything logs.
type Logger interface{ Debug(args ...any) }

func New(c Config) *Server { // want New:`^foreign via`
	onError := c.OnError
	if onError == nil {
		onError = ignore
	}
	w := &worker{onTask: c.OnTask, onError: onError, logf: c.Logf}
	s := newServer(w, func(w *worker) { w.cancel() })
	s.w.task(nil)
	return s
}

func ignore(*Task, error) {}

// Server gives itself a callback: that is nobody else's code.
type Server struct {
	w       *worker
	removed func(*worker)
}

func newServer(w *worker, removed func(*worker)) *Server { return &Server{w, removed} }

func (s *Server) Remove() {
	s.removed(s.w)
}

func (w *worker) task(t *Task) { w.onTask(t) }

// OnTask came by way of an unexported field.
func (s *Server) OnTask(t *Task) { s.w.onTask(t) } // want OnTask:`^foreign via the callback s.w.onTask$`

// OnError has a default of its own, but users may set another.
func (s *Server) OnError(t *Task, err error) { s.w.onError(t, err) } // want OnError:`^foreign via the callback s.w.onError$`

func (s *Server) Log(t *Task) { s.w.logf("%v", t) }

func (s *Server) Debug(t *Task) { s.w.logger.Debug(t) }

func (s *Server) Stop() { s.w.cancel() }

func (s *Server) Handle(name string, fn func(*Task)) { s.w.handlers[name] = fn } // want Handle:`^arg 1: runs keeps$`

func (s *Server) Dispatch(t *Task) { // want Dispatch:`^foreign via the callback h$`
	if h, ok := s.w.handlers["x"]; ok {
		h(t)
	}
}

func (s *Server) All(t *Task) { // want All:`^foreign via the plugin p.Handle$`
	for _, p := range s.w.plugins {
		p.Handle(t)
	}
}

// Each calls what it is given: that is its caller's business.
func Each(tasks []*Task, fn func(*Task)) { // want Each:`^arg 1: runs$`
	for _, t := range tasks {
		fn(t)
	}
}

var commands = map[string]func(*Task){"ignore": func(*Task) {}}

// Command runs the package's own.
func Command(name string, t *Task) { commands[name](t) }
