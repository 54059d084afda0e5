package deafloop

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// docs:good

type calm struct{ every time.Duration }

func (c *calm) Start(ctx context.Context) {
	go c.run(ctx)
}

func (c *calm) run(ctx context.Context) {
	tick := time.NewTicker(c.every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			work()
		}
	}
}

// docs:end

// a stop channel, a flag, an input that is closed
type stopped struct {
	quit  chan struct{}
	queue chan int
	stop  atomic.Bool
	conn  net.Conn
	ln    net.Listener
	once  sync.Once
}

func newStopped() *stopped {
	s := &stopped{quit: make(chan struct{}), queue: make(chan int)}
	go s.onChannel()
	go s.onFlag()
	go s.onInput()
	go s.accept()
	go s.read()
	go s.search()
	return s
}

func (s *stopped) Close() {
	s.stop.Store(true)
	s.once.Do(func() { close(s.quit) })
	close(s.queue)
	s.ln.Close()
	s.conn.Close()
}

func (s *stopped) onChannel() {
	for {
		select {
		case <-s.quit:
			return
		case <-time.After(time.Second):
			work()
		}
	}
}

func (s *stopped) onFlag() {
	for !s.stop.Load() {
		work()
	}
}

func (s *stopped) onInput() {
	for range s.queue {
		work()
	}
}

func (s *stopped) accept() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		go handle(conn)
	}
}

func (s *stopped) read() {
	buf := make([]byte, 512)
	for {
		if _, err := s.conn.Read(buf); err != nil {
			return
		}
	}
}

// it ends when it has what it wants
func (s *stopped) search() {
	for {
		if found() {
			return
		}
		work()
	}
}

func found() bool { return true }

// the channel is somebody else's: its owner closes it
func consume(in <-chan int) {
	go func() {
		for range in {
			work()
		}
	}()
}

// Feed hands its channel out.
func Feed(out chan int) {
	go func() {
		for range out {
			work()
		}
	}()
}

// joined by its maker
func all(jobs []int) {
	queue := make(chan int)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for range queue {
			work()
		}
	}()
	for _, j := range jobs {
		queue <- j
	}
	close(queue)
	wg.Wait()
}

// once in the life of the process
var ticks sync.Once

func startTicks() {
	ticks.Do(func() {
		go func() {
			for {
				work()
			}
		}()
	})
}

func init() {
	go func() {
		for {
			work()
		}
	}()
}

// the context of the turn ends with it
func (l *listener) turns(ctx context.Context) {
	for ctx.Err() == nil {
		turn, cancel := context.WithTimeout(ctx, time.Minute)
		go func() {
			<-turn.Done()
			work()
		}()
		work()
		cancel()
	}
}

// what waits for the end of the service is started once
func startWatch(ctx context.Context, l *listener) {
	go func() {
		<-ctx.Done()
		l.close()
	}()
	go l.turns(ctx)
}

func (l *listener) close() {}

// a cancel function that is to be called anyway
func timeout(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	<-ctx.Done()
}

type careful struct{ completer }

func (c *careful) Start(ctx context.Context) {
	go func() {
		tick := time.NewTicker(time.Second)
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			for {
				if err := c.flush(); err != nil {
					break
				}
				if c.backlog == 0 || ctx.Err() != nil {
					break
				}
			}
		}
	}()
}

// Deadline makes no context
func hasDeadline(ctx context.Context) bool {
	_, ok := ctx.Deadline()
	return ok
}
