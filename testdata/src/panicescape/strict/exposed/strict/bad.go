// Package strict takes frames from a channel: they may be the program's own.
package strict

import "log"

type follower struct{ frames chan []byte }

func (f *follower) Start() {
	go func() { // want `this goroutine cuts up input whose length it does not look at \(frame\[2\]\)`
		for frame := range f.frames {
			log.Print(kind(frame))
		}
	}()
}

func kind(frame []byte) byte { return frame[2] }
