// Package grows: work that is heavy for large input.
package grows

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"time"
)

func compress(w http.ResponseWriter, r *http.Request) {
	zw := gzip.NewWriter(w)
	_, _ = zw.Write(body()) // want "gzip.Writer..Write takes CPU time that grows with its input for every request"
	_ = zw.Close()          // want "gzip.Writer..Close takes CPU time"
}

func body() []byte { return []byte("body") }

type pair struct{ a, b string }

type matcher struct {
	left, right []pair
	jobs        chan pair
	stop        chan struct{}
}

// match goes through all of one for each of the other.
func (m *matcher) match() int {
	n := 0
	for i := range m.left {
		for j := range m.right {
			if m.left[i].a == m.right[j].b {
				n++
			}
		}
	}
	return n
}

// parts goes through everything once.
func (m *matcher) parts(groups [][]pair) int {
	n := 0
	for _, group := range groups {
		for range group {
			n++
		}
	}
	for i := range groups {
		for j := range groups[i] {
			n += j
		}
	}
	return n
}

// fixed is a table.
func (m *matcher) fixed(table [8][8]int) int {
	n := 0
	for i := range table {
		for j := 0; j < 8; j++ {
			n += table[i][j]
		}
	}
	return n
}

// found ends early.
func (m *matcher) found() bool {
	for i := range m.left {
		for j := range m.right {
			if m.left[i] == m.right[j] {
				return true
			}
		}
	}
	return false
}

// ways tries all combinations.
func ways(n, k int) int {
	if n == 0 {
		return 1
	}
	sum := 0
	for i := 1; i <= k; i++ {
		sum += ways(n-1, i)
	}
	return sum
}

func (m *matcher) Run() {
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	for {
		select {
		case <-m.stop:
			return
		case <-beat.C:
			beats++
		case p := <-m.jobs:
			m.left = append(m.left, p)
			m.match()            // want "matcher..match takes CPU time that grows with its input on the goroutine that also serves beat.C"
			ways(len(m.left), 3) // want "ways takes CPU time that grows"
			m.parts(nil)
			m.fixed([8][8]int{})
			m.found()
			var buf bytes.Buffer
			buf.WriteString(p.a)
		}
	}
}

var beats int

func start(m *matcher) { go m.Run() }
