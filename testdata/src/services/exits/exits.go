// Package exits: kinds of loops, and why each is left.
package exits

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"io"
	"log"
	"net"
)

var errClosed = errors.New("closed")

func step() error                       { return nil }
func next() (int, error)                { return 0, nil }
func page(token string) (string, error) { return "", nil }

func serve(ctx context.Context, l net.Listener, in chan int, closed bool) error {
	for { // want "^endless$"
		select {
		case <-ctx.Done():
			return ctx.Err() // want "^stop$"
		case v, ok := <-in:
			if !ok {
				return nil // want "^source end$"
			}
			if v == 7 {
				return nil // want "^result$"
			}
		}
		if err := step(); err != nil {
			return err // want "^error$"
		}
		n, err := next()
		switch {
		case errors.Is(err, io.EOF):
			return nil // want "^source end$"
		case err != nil:
			log.Fatal(err) // want "^exit$"
		case n > 0:
			return nil // want "^result$"
		}
		if _, err := l.Accept(); errors.Is(err, net.ErrClosed) || err == errClosed {
			return nil // want "^stop$"
		}
		if closed {
			break // want "^stop$"
		}
	}
	return nil
}

func drain(in chan int) {
	for v := range in { // want "^drain$"
		if v > 1 {
			break // want "^result$"
		}
	}
}

func finite(all []int, rows *sql.Rows, r *bufio.Scanner) error {
	for i := 0; i < len(all); i++ { // want "^finite$"
	}
	for range all { // want "^finite$"
	}
	for range 3 { // want "^finite$"
	}
	for rows.Next() { // want "^until$"
		if err := rows.Scan(); err != nil {
			return err // want "^error$"
		}
	}
	for r.Scan() { // want "^until$"
	}
	for token := ""; token != "end"; { // want "^finite$"
		token, _ = page(token)
	}
	for tries, max := 0, 0; tries < max || max == 0; tries++ { // want "^endless$"
		if step() == nil {
			return nil // want "^result$"
		}
	}
	return nil
}

func inner(ctx context.Context, in chan int) {
outer:
	for { // want "^endless$"
		for { // want "^endless$"
			select {
			case <-ctx.Done():
				break outer // want "^stop$" "^stop$"
			case <-in:
				break
			}
			if ctx.Err() != nil {
				break // want "^stop$"
			}
			if step() != nil {
				continue outer // want "^error$"
			}
		}
	}
}
