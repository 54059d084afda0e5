package evidence

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
)

// A panic that states an invariant is no evidence, nor is one with an error that
// nothing outside can cause.
func (r *reader) startInvariant(n int) {
	go func() {
		switch n {
		case 1, 2:
		default:
			panic(fmt.Sprintf("unknown kind %d", n))
		}
		if err := check(n); err != nil {
			panic(err)
		}
	}()
}

func check(n int) error {
	if n > 2 {
		return errors.New("too many")
	}
	return nil
}

// Constants fail in the first test; fields were checked when they were set.
type config struct{ pattern string }

func (c *config) start(in chan string) {
	go func() {
		for range in {
			log.Print(regexp.MustCompile(`^a`), MustParse("x"), MustParse(c.pattern))
		}
	}()
}

// Checked assertions, and those on what this package put in.
func (r *reader) startChecked() {
	var kept sync.Map
	go func() {
		for raw := range r.raw {
			var m map[string]any
			if json.Unmarshal(raw, &m) != nil {
				continue
			}
			if name, ok := m["name"].(string); ok {
				r.out <- name
			}
			v, _ := kept.Load("x")
			r.out <- v.(string)
		}
	}()
}

// Indexes after a look at the length, at nil or by range; and the first piece.
func (r *reader) startMeasured() {
	go func() {
		for line := range r.in {
			parts := strings.Split(line, "=")
			if len(parts) < 2 {
				continue
			}
			r.out <- parts[0] + parts[1]
		}
	}()
	go func() {
		for line := range r.in {
			m := version.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			first := strings.Split(line, "=")
			r.out <- first[0] + m[1]
		}
	}()
}

// A file of this machine with a fixed format.
func (r *reader) startKernel() {
	go func() {
		for range r.in {
			stat, err := os.ReadFile("/proc/self/stat")
			if err != nil {
				continue
			}
			fields := strings.Fields(string(stat))
			r.out <- fields[13]
		}
	}()
}

// Positions that are compared, or moved by one.
func (r *reader) startFound() {
	go func() {
		for line := range r.in {
			i := strings.IndexByte(line, ':')
			if i < 0 {
				continue
			}
			r.out <- line[:i] + line[strings.LastIndex(line, "/")+1:]
		}
	}()
}

// Sizes with a check on both sides, and unsigned ones.
func (r *reader) startSized() {
	go func() {
		for raw := range r.raw {
			n := int32(binary.BigEndian.Uint32(raw))
			if n < 0 || n > 1024 {
				continue
			}
			r.raw <- make([]byte, n)
			size := binary.BigEndian.Uint16(raw)
			r.raw <- make([]byte, size)
		}
	}()
}

// The failed call leaves, mends, ends the process, or the use is guarded.
func (r *reader) startHandled() {
	go func() {
		for url := range r.in {
			resp, err := http.Get(url)
			if err != nil {
				log.Print(err)
				continue
			}
			resp.Body.Close()
		}
	}()
	go func() {
		for name := range r.in {
			info, err := os.Stat(name)
			if err != nil {
				log.Print(err)
			}
			if info != nil {
				log.Print(info.Size())
			}
			info, err = os.Stat(name)
			if err != nil {
				end(err)
			}
			log.Print(info.Size())
		}
	}()
}

func end(err error) {
	log.Print(err)
	os.Exit(1)
}

// A result of the package's own, which may come with an error.
func (r *reader) startPartial() {
	go func() {
		for range r.in {
			part, err := r.part()
			if err != nil {
				log.Print(err)
			}
			log.Print(part.n)
		}
	}()
}

type part struct{ n int }

func (r *reader) part() (*part, error) { return &part{}, io.ErrUnexpectedEOF }

// Maps that are made, or made when nil.
func (r *reader) startMade() {
	go func() {
		seen := make(map[string]bool)
		var late map[string]bool
		for line := range r.in {
			if late == nil {
				late = make(map[string]bool)
			}
			seen[line], late[line] = true, true
		}
	}()
}

// Sends that end before the close: joined, under a lock, by the closer itself,
// or with a stop channel instead.
type Joined struct {
	notes, held, own, plain chan string
	wg                      sync.WaitGroup
	mu                      sync.Mutex
	closed                  bool
	quit                    chan struct{}
}

func (j *Joined) Add(note string) {
	j.wg.Go(func() { j.notes <- note })
	go func() {
		j.mu.Lock()
		defer j.mu.Unlock()
		if !j.closed {
			j.held <- note
		}
	}()
	go func() {
		j.own <- note
		close(j.own)
	}()
	go func() {
		select {
		case j.plain <- note:
		case <-j.quit:
		}
	}()
}

func (j *Joined) Exit() {
	j.wg.Wait()
	close(j.notes)
	j.mu.Lock()
	j.closed = true
	close(j.held)
	j.mu.Unlock()
	close(j.quit)
}
