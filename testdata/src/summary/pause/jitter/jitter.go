package jitter

import (
	"time"

	"github.com/bgvet/bgvet/testdata/src/summary/pause/sleep"
)

func Wait(n int) { // want Wait:`^pauses via sleep.Jittered -> sleep.sleep -> time.Sleep; always pauses$`
	if n > 10 {
		n = 10
	}
	sleep.Jittered(time.Duration(n) * time.Second)
}

// Sometimes does not pause on its first attempt.
func Sometimes(n int) { // want Sometimes:`^pauses via [^;]*$`
	if n > 0 {
		Wait(n)
	}
}
