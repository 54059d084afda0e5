// Package logs keeps where it writes to.
package logs

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"os"
)

var out io.Writer = os.Stderr

func To(w io.Writer) { out = w }

func Buffered(w io.Writer) { out = bufio.NewWriter(w) }

func Standard(w io.Writer) {
	w = io.MultiWriter(os.Stderr, w)
	log.SetOutput(w)
}

func Named(w io.Writer) {
	both := io.MultiWriter(os.Stderr, w)
	log.SetOutput(both)
}

// Hello only writes.
func Hello(w io.Writer) { fmt.Fprintln(w, "hello") }

var lines int

// Count only reads, and keeps a number.
func Count(r io.Reader) {
	s := bufio.NewScanner(r)
	for s.Scan() {
		lines++
	}
}
