package command

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// A progress is the line that shows, on a terminal, that a long run is alive.
type progress struct {
	packages atomic.Int64
	done     chan struct{}
	wait     sync.WaitGroup
}

const (
	progressDelay = 3 * time.Second // shorter runs need no word
	progressPace  = 500 * time.Millisecond
)

// startProgress shows nothing where standard error is no terminal.
func (c *Command) startProgress() *progress {
	p := &progress{done: make(chan struct{})}
	if isTerminal(c.Stderr) {
		p.wait.Go(func() { p.show(c.Stderr) })
	}
	return p
}

func (p *progress) count(packages int) { p.packages.Store(int64(packages)) }

// stop takes the line away, so that it never mixes with what is printed next.
func (p *progress) stop() {
	close(p.done)
	p.wait.Wait()
}

func (p *progress) show(w io.Writer) {
	start := time.Now()
	timer := time.NewTimer(progressDelay)
	defer timer.Stop()
	shown := false
	for {
		select {
		case <-p.done:
			if shown {
				fmt.Fprint(w, "\r\x1b[K")
			}
			return
		case <-timer.C:
			shown = true
			fmt.Fprintf(w, "\r\x1b[Kbgvet: %d packages, %ds", p.packages.Load(), int(time.Since(start).Seconds()))
			timer.Reset(progressPace)
		}
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
