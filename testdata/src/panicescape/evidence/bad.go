// Package evidence has what can really panic in reach of a goroutine.
package evidence

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"regexp"
	"strings"
)

type reader struct {
	r    *bufio.Reader
	in   chan string
	raw  chan []byte
	out  chan string
	done chan struct{}
}

// panic(err) with an error from outside.
func (r *reader) panics(name string) {
	resp, err := http.Get(name)
	if err != nil {
		panic(err)
	}
	resp.Body.Close()
}

func (r *reader) startPanics(name string) {
	go r.panics(name) // want `\(\*reader\)\.panics can panic \(panic\(err\)\)`
}

// Must* of what came in.
func (r *reader) startMust() {
	go func() { // want `this goroutine can panic \(regexp.MustCompile\)`
		for line := range r.in {
			r.out <- regexp.MustCompile(line).String()
		}
	}()
}

// MustParse of a package without rows.
func (r *reader) startOwnMust() {
	go func() { // want `this goroutine can panic \(MustParse\(line\)\)`
		for line := range r.in {
			r.out <- MustParse(line)
		}
	}()
}

func MustParse(s string) string {
	if s == "" {
		panic("empty")
	}
	return s
}

// An unchecked assertion on decoded input.
func (r *reader) startAssert() {
	go func() { // want `this goroutine can panic \(the unchecked m\[\.\.\.\]\.\(string\)\)`
		for raw := range r.raw {
			var m map[string]any
			if json.Unmarshal(raw, &m) == nil {
				r.out <- m["name"].(string)
			}
		}
	}()
}

// An index on split input, at once and over a variable.
func (r *reader) startIndex() {
	go func() { // want `this goroutine can panic \(the unchecked index strings.Split\(\)\[1\]\)`
		for line := range r.in {
			r.out <- strings.Split(line, "=")[1]
		}
	}()
	go func() { // want `this goroutine can panic \(the unchecked index fields\[0\]\)`
		for line := range r.in {
			fields := strings.Fields(line)
			r.out <- fields[0]
		}
	}()
}

var version = regexp.MustCompile(`v(\d+)`)

func (r *reader) startMatch() {
	go func() { // want `this goroutine can panic \(the unchecked index m\[1\]\)`
		for line := range r.in {
			m := version.FindStringSubmatch(line)
			r.out <- m[1]
		}
	}()
}

// A cut at a position that may be -1.
func (r *reader) startCut() {
	go func() { // want `this goroutine can panic \(line cut at strings.Index\(\), which may be -1\)`
		for line := range r.in {
			r.out <- line[:strings.Index(line, ":")]
		}
	}()
	go func() { // want `this goroutine can panic \(line cut at i, which may be -1\)`
		for line := range r.in {
			i := strings.IndexByte(line, ':')
			r.out <- line[:i]
		}
	}()
}

// A size that a peer sent: the limit above lets -1 through.
func (r *reader) size() []byte {
	var size int32
	if err := binary.Read(r.r, binary.BigEndian, &size); err != nil {
		return nil
	}
	if size > 1024 {
		return nil
	}
	buf := make([]byte, size)
	io.ReadFull(r.r, buf)
	return buf
}

func (r *reader) startSize() {
	go func() { // want `this goroutine can panic \(make with the unchecked size size\)`
		for range r.in {
			r.raw <- r.size()
		}
	}()
	go func() { // want `this goroutine can panic \(make with the unchecked size n\)`
		for raw := range r.raw {
			n := int32(binary.BigEndian.Uint32(raw))
			r.raw <- make([]byte, n)
		}
	}()
}

// A result that is used although the call failed.
func (r *reader) startNotify() {
	go func() { // want `this goroutine can panic \(resp.Body after resp came with an error\)`
		for url := range r.in {
			resp, err := http.Get(url)
			if err != nil {
				log.Print(err)
			}
			resp.Body.Close()
		}
	}()
	go func() { // want `this goroutine can panic \(info.Size after info came with an error\)`
		for name := range r.in {
			info, err := os.Stat(name)
			if err != nil {
				log.Print(err)
			}
			log.Print("read")
			size := info.Size()
			log.Print(size)
		}
	}()
}

// A write into a map that nobody made.
func (r *reader) startMap() {
	go func() { // want `this goroutine can panic \(the write into the nil map seen\)`
		var seen map[string]bool
		for line := range r.in {
			seen[line] = true
		}
	}()
	go func() { // want `this goroutine can panic \(the write into the nil map m\)`
		for raw := range r.raw {
			var m map[string]any // null is valid JSON
			if json.Unmarshal(raw, &m) == nil {
				m["seen"] = true
			}
		}
	}()
}

// A send on a channel that another method closes.
type Notes struct {
	notes chan string
	log   func(string)
}

func (n *Notes) Add(note string) {
	go func() { n.notes <- note }() // want `this goroutine can panic \(the send on n.notes, which \(\*Notes\).Exit closes\)`
}

func (n *Notes) Exit() { close(n.notes) }
