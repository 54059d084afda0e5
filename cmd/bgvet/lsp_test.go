package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// lspTimeout is for the first answer of a server that has to look at the standard
// library with empty caches.
const lspTimeout = 10 * time.Minute

// A client talks with a language server as an editor does.
type client struct {
	*testing.T
	settings map[string]any

	// out holds what is to be written. Reading must never wait for that: the server
	// may be waiting until it is read.
	out chan []byte

	mu          sync.Mutex
	lastID      int
	answers     map[int]chan message
	diagnostics map[string]published // by file
	changed     chan struct{}        // closed and replaced when diagnostics change
}

type published struct {
	version int
	list    []diagnostic
}

type message struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

func (d *diagnostic) UnmarshalJSON(text []byte) error {
	type plain diagnostic
	d.raw = append(json.RawMessage(nil), text...)
	return json.Unmarshal(text, (*plain)(d))
}

type (
	lspPosition struct {
		Line      int `json:"line"`
		Character int `json:"character"`
	}
	lspRange struct {
		Start lspPosition `json:"start"`
		End   lspPosition `json:"end"`
	}
	diagnostic struct {
		Range           lspRange `json:"range"`
		Severity        int      `json:"severity"`
		Code            any      `json:"code"`
		CodeDescription *struct{ Href string }
		Source          string `json:"source"`
		Message         string `json:"message"`
		Related         []struct {
			Location struct {
				URI   string   `json:"uri"`
				Range lspRange `json:"range"`
			} `json:"location"`
			Message string `json:"message"`
		} `json:"relatedInformation"`

		raw json.RawMessage // a quick fix is asked for with all of it
	}
	textEdit struct {
		Range   lspRange `json:"range"`
		NewText string   `json:"newText"`
	}
)

// startServer starts gopls on a folder. What it learns about the standard library
// is kept between runs; it knows what its own program wrote there.
func startServer(t *testing.T, program, dir string, settings map[string]any) *client {
	t.Helper()
	cmd := exec.Command(program)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOPLSCACHE="+filepath.Join(testCache(t), "gopls-cache"))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &client{T: t, settings: settings, out: make(chan []byte, 1000), answers: make(map[int]chan message),
		diagnostics: make(map[string]published), changed: make(chan struct{})}
	done := make(chan error, 1)
	go func() { done <- c.read(bufio.NewReader(out)) }()
	go c.write(in)
	t.Cleanup(func() {
		c.call("shutdown", nil, nil)
		c.notify("exit", nil)
		err := <-done
		close(c.out)
		if err != nil && !errors.Is(err, io.EOF) {
			t.Errorf("reading from gopls: %v", err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("gopls: %v: %s", err, stderr.String())
		}
	})
	c.call("initialize", map[string]any{
		"processId":        os.Getpid(),
		"rootUri":          uriOf(dir),
		"workspaceFolders": []any{map[string]any{"uri": uriOf(dir), "name": "shop"}},
		"capabilities": map[string]any{
			"workspace": map[string]any{"configuration": true},
			"textDocument": map[string]any{
				"publishDiagnostics": map[string]any{"relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true},
				"codeAction": map[string]any{
					"codeActionLiteralSupport": map[string]any{"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}}},
					"resolveSupport":           map[string]any{"properties": []string{"edit"}},
					"dataSupport":              true,
				},
			},
		},
	}, nil)
	c.notify("initialized", map[string]any{})
	return c
}

func uriOf(file string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()
}

func fileOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return uri
	}
	return filepath.FromSlash(u.Path)
}

// read handles all that the server says, until it hangs up.
func (c *client) read(r *bufio.Reader) error {
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return err
		}
		size, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return err
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(r, body); err != nil {
			return err
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			return err
		}
		if err := c.handle(m); err != nil {
			return err
		}
	}
}

func (c *client) handle(m message) error {
	switch {
	case m.Method == "textDocument/publishDiagnostics":
		return c.publish(m.Params)
	case m.Method == "workspace/configuration":
		var params struct{ Items []any }
		if err := json.Unmarshal(m.Params, &params); err != nil {
			return err
		}
		answers := []any{}
		for range params.Items {
			answers = append(answers, c.settings)
		}
		return c.send(map[string]any{"id": m.ID, "result": answers})
	case m.Method != "" && m.ID != nil:
		return c.send(map[string]any{"id": m.ID, "result": nil}) // whatever it asks, we have nothing against it
	case m.Method == "":
		id, err := strconv.Atoi(string(m.ID))
		if err != nil {
			return err
		}
		c.mu.Lock()
		answer := c.answers[id]
		delete(c.answers, id)
		c.mu.Unlock()
		if answer != nil {
			answer <- m
		}
	}
	return nil
}

func (c *client) publish(params json.RawMessage) error {
	var p struct {
		URI         string
		Version     int
		Diagnostics []diagnostic
	}
	if err := json.Unmarshal(params, &p); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.diagnostics[fileOf(p.URI)] = published{p.Version, p.Diagnostics}
	close(c.changed)
	c.changed = make(chan struct{})
	return nil
}

func (c *client) send(m map[string]any) error {
	m["jsonrpc"] = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	c.out <- fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return nil
}

// write sends what is queued, as long as somebody listens.
func (c *client) write(in io.WriteCloser) {
	defer in.Close()
	for text := range c.out {
		if _, err := in.Write(text); err != nil {
			break
		}
	}
	for range c.out { // nobody listens any more
	}
}

func (c *client) notify(method string, params any) {
	c.Helper()
	if err := c.send(map[string]any{"method": method, "params": params}); err != nil {
		c.Fatal(err)
	}
}

// call asks the server something and waits for the answer.
func (c *client) call(method string, params, result any) {
	c.Helper()
	answer := make(chan message, 1)
	c.mu.Lock()
	c.lastID++
	id := c.lastID
	c.answers[id] = answer
	c.mu.Unlock()
	err := c.send(map[string]any{"id": id, "method": method, "params": params})
	if err != nil {
		c.Fatal(err)
	}
	select {
	case m := <-answer:
		if m.Error != nil {
			c.Fatalf("%s: %s", method, m.Error.Message)
		}
		if result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				c.Fatal(err)
			}
		}
	case <-time.After(lspTimeout):
		c.Fatalf("%s: no answer", method)
	}
}

func (c *client) open(file string) (text string) {
	c.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		c.Fatal(err)
	}
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": uriOf(file), "languageId": "go", "version": 1, "text": string(data)}})
	return string(data)
}

// edit replaces the text in the editor; the file stays as it is.
func (c *client) edit(file string, version int, text string) {
	c.Helper()
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uriOf(file), "version": version},
		"contentChanges": []any{map[string]any{"text": text}}})
}

// await waits until what is published is as the condition wants it, and reports
// whether it came to that.
func (c *client) await(timeout time.Duration, is func(map[string]published) bool) bool {
	deadline := time.After(timeout)
	for {
		c.mu.Lock()
		ok, changed := is(c.diagnostics), c.changed
		c.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-changed:
		case <-deadline:
			return false
		}
	}
}

// apply makes the edits to a text.
func apply(text string, edits []textEdit) string {
	lines := strings.SplitAfter(text, "\n")
	offset := func(p lspPosition) int {
		n := p.Character // the shop is ASCII where it is edited
		for _, line := range lines[:p.Line] {
			n += len(line)
		}
		return n
	}
	for i := len(edits) - 1; i >= 0; i-- { // they are in order
		e := edits[i]
		text = text[:offset(e.Range.Start)] + e.NewText + text[offset(e.Range.End):]
	}
	return text
}
