// Package panics: panic(err) where nothing recovers.
package panics

import (
	"fmt"
	"net/http"
	"time"
)

type limits struct {
	remaining int
	fetch     func() (int, error)
}

// A loop without a for: each run schedules the next.
func (l *limits) update(n int) {
	l.remaining = n
	go func() {
		time.Sleep(time.Minute)
		next, err := l.fetch()
		if err != nil {
			panic(err) // want "a failed l.fetch in one run of a goroutine that \\(\\*limits\\).update starts again and again ends the whole process, with all other work in it; log the error and schedule the next run"
		}
		l.update(next)
	}()
}

// An error type of one's own.
type failure interface {
	error
	Code() int
}

func Report(send func(string) failure, lines chan string) {
	go func() {
		for line := range lines {
			if err := send(line); err != nil {
				panic(err) // want "a failed send in one turn of the loop in Report"
			}
		}
	}()
}

func Poll(url string) {
	go func() {
		for {
			if err := ping(url); err != nil {
				panic(fmt.Errorf("ping: %w", err)) // want "a failed ping in one turn of the loop in Poll"
			}
			switch _, err := http.Get(url); err {
			case nil:
			default:
				panic(fmt.Sprint("get: ", err)) // want "a failed http.Get in one turn of the loop in Poll"
			}
			time.Sleep(time.Second)
		}
	}()
}

func ping(url string) error {
	_, err := http.Head(url)
	return err
}
