package deafloop

// outside is told to stop through a method of another package.
type outside interface{ StopChan() <-chan int }

type poller struct{ broker outside }

// Start's loops listen to a channel that nothing closes, and to another one that
// may come.
func (p *poller) Start() {
	never := make(chan struct{})
	go func() {
		for {
			select {
			case <-p.broker.StopChan():
				return
			case <-never:
				return
			default:
				work()
			}
		}
	}()
}

// StartDeaf listens only to the one that nothing closes.
func (p *poller) StartDeaf() {
	never := make(chan struct{})
	go func() {
		for { // want `nobody can stop the goroutine started in \(\*poller\)\.StartDeaf: nothing closes never, which its loop listens to`
			select {
			case <-never:
				return
			default:
				work()
			}
		}
	}()
}
