// Package closing has helpers that end what they are given.
package closing

import (
	"io"
	"net/http"
)

// Drain reads a response to its end and closes it.
func Drain(resp *http.Response) {
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
}

// Close closes c.
func Close(c io.Closer) { _ = c.Close() }

// Quietly runs f.
func Quietly(f func() error) { _ = f() }
