// Package fix has loops whose turn can go into a func of its own.
package fix

import (
	"context"
	"os"
	"time"
)

func write(names chan string, done chan<- bool) {
	for {
		time.Sleep(time.Second)
		f, err := os.Open("x")
		if err != nil {
			continue
		}
		defer f.Close() // want "the deferred f.Close runs when write returns"
		for range 3 {
			if _, err := f.Stat(); err != nil {
				continue
			}
		}
	}
}

// Something in the turn leaves the function, so there is no fix.
func poll(ctx context.Context, ask func(context.Context) error) error {
	for {
		turn, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want "the deferred cancel runs when poll returns"
		if err := ask(turn); err != nil {
			return err
		}
	}
}
