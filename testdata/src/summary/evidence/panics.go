// Package evidence holds what counts as evidence for a panic in reach, and next
// to it what does not.
package evidence

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"text/template"
	"time"
)

// Panics with an error from outside.

func Fetch(url string) *http.Response { // want Fetch:`panics via panic\(err\)`
	resp, err := http.Get(url)
	if err != nil {
		panic(err)
	}
	return resp
}

func FetchBelow(url string) *http.Response { // want FetchBelow:`panics via panic\(err\)`
	resp, err := fetch(url)
	if err != nil {
		panic(err)
	}
	return resp
}

func fetch(url string) (*http.Response, error) { return http.Get(url) }

// Caller is two calls away.
func Caller() { Fetch("http://example.com") } // want Caller:`panics via evidence.Fetch -> panic\(err\)`

// Later panics with the error of something else.
func Later(url string) error { // want Later:`^asks via http.Get; always asks$`
	_, err := http.Get(url)
	if err != nil {
		return err
	}
	if err = validate(url); err != nil {
		panic(err) // validated before
	}
	return nil
}

func validate(url string) error {
	if url == "" {
		return errors.New("empty")
	}
	return nil
}

type state int

// String has an exhaustive switch.
func (s state) String() string {
	switch s {
	case 0:
		return "new"
	case 1:
		return "old"
	default:
		panic(fmt.Sprintf("unexpected state %d", int(s)))
	}
}

func Contract(args ...string) error {
	if len(args) == 0 {
		panic(errors.New("evidence: no arguments"))
	}
	if len(args) > 3 {
		log.Panicf("evidence: %d arguments", len(args))
	}
	return nil
}

// Must functions.

func Pattern(p string) *regexp.Regexp { return regexp.MustCompile(p) } // want Pattern:`^panics via regexp.MustCompile$`

func Constant() *regexp.Regexp { return regexp.MustCompile(`^\d+$`) }

func Quoted(name string) *regexp.Regexp {
	return regexp.MustCompile("^" + regexp.QuoteMeta(name) + "$")
}

const tmpl = "{{.}}"

func Template() *template.Template { return template.Must(template.New("x").Parse(tmpl)) }

// Funcs are run by a template, which recovers them.
func Funcs() template.FuncMap {
	return template.FuncMap{"match": func(p, s string) bool { return regexp.MustCompile(p).MatchString(s) }}
}

// Numbers are the program's own.
func Numbers(wg *sync.WaitGroup, n int, d time.Duration) string {
	wg.Add(n)
	wg.Done()
	t := time.NewTicker(d)
	t.Stop()
	return strings.Repeat("-", n)
}

// Indexes.

func Second(line string) string { // want Second:`^panics via the unchecked index parts\[1\]$`
	parts := strings.Split(line, ":")
	return parts[1]
}

func Direct(line string) string { return strings.Split(line, ":")[1] } // want Direct:`^panics via the unchecked index .*\[1\]$`

func First(line string) string { return strings.Split(line, ":")[0] }

func Word(line string) string { // want Word:`panics via the unchecked index words\[0\]$`
	words := strings.Fields(line)
	return words[0]
}

func Match(re *regexp.Regexp, line string) string { // want Match:`panics via the unchecked index m\[1\]$`
	m := re.FindStringSubmatch(line)
	return m[1]
}

func Len(line string) string {
	parts := strings.Split(line, ":")
	if len(parts) < 2 {
		return ""
	}
	return parts[1]
}

func LenSwitch(line string) string {
	switch parts := strings.Fields(line); len(parts) {
	case 2:
		return parts[1]
	}
	return ""
}

func LenVar(line string) string {
	parts := strings.Split(line, ":")
	n := len(parts)
	if n == 2 {
		return parts[1]
	}
	return ""
}

func Nil(re *regexp.Regexp, line string) string {
	m := re.FindStringSubmatch(line)
	if m == nil {
		return ""
	}
	return m[1]
}

func Before(line string) string {
	if !strings.Contains(line, ":") {
		return ""
	}
	return strings.Split(line, ":")[1]
}

func BeforeVar(line string) string {
	ok := strings.Contains(line, ":")
	if ok {
		return strings.Split(line, ":")[1]
	}
	return ""
}

func Helper(line string) string {
	parts := strings.Split(line, ":")
	if !valid(parts) {
		return ""
	}
	return parts[1]
}

func valid(parts []string) bool { return len(parts) == 2 }

func Appended(line string) string {
	parts := strings.Split(line, ":")
	parts = append(parts, "", "")
	return parts[1]
}

func Fixed() string {
	pair := [2]string{"a", "b"}
	list := []string{"a", "b"}
	return pair[1] + list[1]
}

// Assertions.

func Decode(data []byte) string { // want Decode:`^panics via the unchecked m\[...\].\(string\)$`
	var m map[string]any
	if json.Unmarshal(data, &m) != nil {
		return ""
	}
	return m["id"].(string)
}

type event struct {
	Data map[string]any `json:"data"`
	own  map[string]any
	Args []any
}

func Tagged(e event) string { return e.Data["id"].(string) } // want Tagged:`panics via`

func Own(e event) string { return e.own["id"].(string) }

func Args(e event) *event { return e.Args[0].(*event) }

func CommaOk(m map[string]any) string {
	id, _ := m["id"].(string)
	return id
}

func Registry(m map[string]any) *event { return m["event"].(*event) }

var registry = map[string]any{"a": "b"}

func Global() string { return registry["a"].(string) }

func Map(m *sync.Map) string {
	v, _ := m.Load("a")
	return v.(string)
}

// Lengths off the wire.

func Read(r io.Reader) ([]byte, error) { // want Read:`; panics via make with the unchecked size size; always receives$`
	var size int32
	if err := binary.Read(r, binary.BigEndian, &size); err != nil {
		return nil, err
	}
	if size > 1<<20 {
		return nil, errors.New("too large")
	}
	buf := make([]byte, size)
	_, err := io.ReadFull(r, buf)
	return buf, err
}

func ReadBoth(r io.Reader) []byte { // want ReadBoth:`^receives via binary.Read; always receives$`
	var size int32
	binary.Read(r, binary.BigEndian, &size)
	if size <= 0 || size > 1<<20 {
		return nil
	}
	return make([]byte, size)
}

func ReadUnsigned(r io.Reader) []byte { // want ReadUnsigned:`^receives via binary.Read; always receives$`
	var size uint32
	binary.Read(r, binary.BigEndian, &size)
	return make([]byte, size)
}
