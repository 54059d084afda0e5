package deafloop

import (
	"bufio"
	"context"
	"database/sql"
	"net"
	"time"
)

func work() { time.Sleep(time.Second) }

// docs:bad

type updater struct{ every time.Duration }

func (u *updater) Start() {
	go u.run()
}

func (u *updater) run() {
	for { // want `nobody can stop \(\*updater\)\.run: its loop hears no stop signal of any kind; give it a context or a stop channel, and leave the loop on that`
		work()
		time.Sleep(u.every)
	}
}

type mailer struct{ queue chan string }

func newMailer() *mailer {
	m := &mailer{queue: make(chan string, 100)}
	go m.send()
	return m
}

func (m *mailer) Enqueue(mail string) { m.queue <- mail }

func (m *mailer) send() {
	for mail := range m.queue { // want `nobody can stop \(\*mailer\)\.send: nothing closes m\.queue, which its loop reads from; close it when the last sender is done, or listen to a context as well`
		_ = mail
		work()
	}
}

// docs:end

type ticking struct{ n int }

func (t *ticking) Start() { go t.count() }

func (t *ticking) count() {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for range tick.C { // want `nobody can stop \(\*ticking\)\.count: its loop hears nothing but tick\.C`
		t.n++
	}
}

// the same through a receive
type received struct{ n int }

func newReceived() *received {
	r := &received{}
	go func() {
		tick := time.NewTicker(time.Second)
		for { // want `nobody can stop the goroutine started in newReceived: its loop hears nothing but tick\.C`
			<-tick.C
			r.n++
		}
	}()
	return r
}

// the stop channel is there, and nothing closes it
type muted struct {
	quit chan struct{}
	jobs chan int
}

func startMuted(jobs chan int) *muted {
	m := &muted{quit: make(chan struct{}), jobs: jobs}
	go m.run()
	return m
}

func (m *muted) run() {
	for { // want `nobody can stop \(\*muted\)\.run: nothing closes m\.quit, which its loop listens to; close it in the method that stops`
		select {
		case <-m.quit:
			return
		case <-m.jobs:
			work()
		}
	}
}

// a listener that nothing closes
type listener struct{ ln net.Listener }

func (l *listener) Start() { go l.accept() }

func (l *listener) accept() {
	for { // want `nobody can stop \(\*listener\)\.accept: its loop blocks in l\.ln\.Accept, and nothing closes l\.ln; close l\.ln in the method that stops`
		conn, err := l.ln.Accept()
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		go handle(conn)
	}
}

func handle(conn net.Conn) {
	defer conn.Close()
	sc := bufio.NewScanner(conn)
	for sc.Scan() {
		work()
	}
}

// two calls deep
type deep struct{ n int }

func (d *deep) Start() { go d.main() }
func (d *deep) main()  { d.loop() }

func (d *deep) loop() {
	for { // want `nobody can stop \(\*deep\)\.loop: its loop hears no stop signal`
		work()
	}
}

// a loop that another package starts, of a type that it can stop
type runner struct{ closed bool }

func (r *runner) Close() {}

func (r *runner) Serve() {
	for { // want `nobody can stop \(\*runner\)\.Serve: its loop hears no stop signal`
		work()
	}
}

// field note 43: cancel is called, and ends nothing
type canceller struct{ cancel context.CancelFunc }

func (c *canceller) Start(ctx context.Context) {
	_, c.cancel = context.WithCancel(ctx) // want `c\.cancel stops nothing: the context that it ends is thrown away; keep it, and hand it to the work that is to stop`
}

func (c *canceller) Stop() { c.cancel() }

// X43: a goroutine for each turn, which waits for the end of the service
func (l *listener) serve(ctx context.Context) {
	for ctx.Err() == nil {
		conn, err := l.dial()
		if err != nil {
			continue
		}
		go func() { // want `each turn of the loop leaves a goroutine behind: this one waits for ctx\.Done, which lives longer than the turn; give it a context that ends with the turn`
			<-ctx.Done()
			conn.Close()
		}()
		handle(conn)
	}
}

func (l *listener) dial() (net.Conn, error) { return net.Dial("tcp", "x") }

func startServe(ctx context.Context, l *listener) { go l.serve(ctx) }

type completer struct {
	db      *sql.DB
	backlog int
}

func (c *completer) flush() error {
	_, err := c.db.Exec("DELETE FROM done")
	return err
}

func (c *completer) Start(ctx context.Context) {
	go func() {
		tick := time.NewTicker(time.Second)
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			for { // want `a stop waits for this loop for as long as c\.flush fails: it tries again until that succeeds, and does not hear what the loop around it hears; look at the stop signal in each of its turns`
				if err := c.flush(); err != nil {
					work()
				}
				if c.backlog == 0 {
					break
				}
			}
		}
	}()
}
