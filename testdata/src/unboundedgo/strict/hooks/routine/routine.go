// Package routine starts functions in the background.
package routine

import (
	"log"
	"sync"
)

// FireAndForget runs f in a goroutine that recovers.
func FireAndForget(f func(), wg ...*sync.WaitGroup) {
	if len(wg) > 0 && wg[0] != nil {
		wg[0].Add(1)
	}
	go func() {
		if len(wg) > 0 && wg[0] != nil {
			defer wg[0].Done()
		}
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		f()
	}()
}
