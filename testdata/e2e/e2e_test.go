// Package e2e_test runs both versions of the sample shop as processes.
package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const apiKey = "a key for the test"

func TestGoodShop(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	binary, database := build(t, "good"), filepath.Join(t.TempDir(), "shop.db")

	shop := w.open(t, binary, database, "-conn-age", "200ms")
	placed := shop.placeOrders(t, 10)
	shop.awaitDone(t, placed)
	checkReceipt(t, shop, placed[0])
	accepted := make(chan []string)
	go func() { accepted <- shop.placeUntilClosed(t.Context()) }()
	time.Sleep(200 * time.Millisecond)
	shop.stop(t)
	placed = append(placed, <-accepted...)

	shop = w.open(t, binary, database)
	shop.awaitDone(t, placed)
	if free := shop.free(t, "mug"); free != 500-len(placed) {
		t.Errorf("%d mugs are free after %d of 500 were sold", free, len(placed))
	}
	shop.stop(t)
	w.checkMails(t, placed)
}

func TestBadShopInFairWeather(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	shop := w.open(t, build(t, "bad"), filepath.Join(t.TempDir(), "shop.db"))
	placed := shop.placeOrders(t, 3)
	shop.awaitDone(t, placed)
	checkReceipt(t, shop, placed[0])
}

// world is what lies outside the shop: the mail service and the supplier.
type world struct {
	server *httptest.Server

	mu    sync.Mutex
	mails []string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := new(world)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /mails", w.takeMail)
	mux.HandleFunc("GET /levels", func(rw http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(rw, "mug,500,950\ntray,200,2400\n")
	})
	w.server = httptest.NewServer(mux)
	t.Cleanup(w.server.Close)
	return w
}

func (w *world) takeMail(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mails = append(w.mails, string(body))
}

func (w *world) checkMails(t *testing.T, orders []string) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range orders {
		if !strings.Contains(strings.Join(w.mails, "\n"), id) {
			t.Errorf("no mail about order %s", id)
		}
	}
}

// process is a running shop.
type process struct {
	cmd  *exec.Cmd
	url  string
	log  *bytes.Buffer // complete once exit has been closed
	exit chan struct{}
	err  error // how it ended, once exit has been closed
}

// building keeps two builds from compiling the same packages twice.
var building sync.Mutex

func build(t *testing.T, version string) string {
	t.Helper()
	building.Lock()
	defer building.Unlock()
	binary := filepath.Join(t.TempDir(), "shopd")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "./"+version+"/cmd/shopd")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

// open starts a shop on a free port and waits until it listens. A shop that
// still runs at the end of the test is killed.
func (w *world) open(t *testing.T, binary, database string, more ...string) *process {
	t.Helper()
	args := []string{"-addr", "127.0.0.1:0", "-db", database, "-key", apiKey, "-poll", "20ms",
		"-mail", w.server.URL + "/mails", "-supplier", w.server.URL, "-chores", "@every 1s"}
	p := &process{log: new(bytes.Buffer), exit: make(chan struct{})}
	p.cmd = exec.Command(binary, append(args, more...)...)
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	addr := make(chan string, 1)
	go p.follow(stderr, addr)
	t.Cleanup(func() { p.kill(t) })
	select {
	case p.url = <-addr:
	case <-p.exit:
		t.Fatalf("shop ended early: %v", p.err)
	case <-time.After(10 * time.Second):
		t.Fatal("shop does not listen")
	}
	return p
}

// follow keeps what the shop logs and picks out the address it listens on.
func (p *process) follow(stderr io.Reader, addr chan<- string) {
	defer close(p.exit)
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		p.log.WriteString(lines.Text() + "\n")
		var entry struct{ Msg, Addr string }
		if json.Unmarshal(lines.Bytes(), &entry) == nil && entry.Msg == "listening" {
			addr <- "http://" + entry.Addr
		}
	}
	p.err = p.cmd.Wait()
}

func (p *process) kill(t *testing.T) {
	_ = p.cmd.Process.Kill() // fails when it has ended already
	<-p.exit
	if t.Failed() {
		t.Logf("log of the shop:\n%s", p.log)
	}
}

// stop asks the shop to end and checks that it does so well.
func (p *process) stop(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case <-p.exit:
	case <-time.After(8 * time.Second):
		t.Fatal("shop does not stop")
	}
	if p.err != nil {
		t.Fatalf("shop ended with: %v", p.err)
	}
	if strings.Contains(p.log.String(), "panic") {
		t.Errorf("shop panicked")
	}
}

func (p *process) placeOrders(t *testing.T, n int) []string {
	t.Helper()
	var ids []string
	for i := range n {
		id, err := p.placeOrder(t.Context(), i)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// placeUntilClosed places orders until the shop takes no more and returns
// those that it has taken.
func (p *process) placeUntilClosed(ctx context.Context) []string {
	var ids []string
	for i := 0; ; i++ {
		id, err := p.placeOrder(ctx, i)
		if err != nil {
			return ids
		}
		ids = append(ids, id)
	}
}

func (p *process) placeOrder(ctx context.Context, n int) (id string, err error) {
	body := fmt.Sprintf(`{"customer": "customer%d@example.com", "sku": "mug", "quantity": 1}`, n)
	answer, err := p.call(ctx, http.MethodPost, "/orders", body, http.StatusCreated)
	if err != nil {
		return "", err
	}
	var status struct{ ID string }
	err = json.Unmarshal(answer, &status)
	return status.ID, err
}

// awaitDone waits until the mail, the receipt and the stock of all orders are
// done.
func (p *process) awaitDone(t *testing.T, ids []string) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for _, id := range ids {
		for {
			var status struct{ Mailed, Reserved, Receipt bool }
			p.get(t, "/orders/"+id, &status)
			if status.Mailed && status.Reserved && status.Receipt {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("order %s is not done: %+v", id, status)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
}

func (p *process) free(t *testing.T, sku string) int {
	t.Helper()
	var stock struct{ Free int }
	p.get(t, "/stock/"+sku, &stock)
	return stock.Free
}

func checkReceipt(t *testing.T, p *process, id string) {
	t.Helper()
	pdf, err := p.call(t.Context(), http.MethodGet, "/orders/"+id+"/receipt", "", http.StatusOK)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.HasSuffix(pdf, []byte("%%EOF\n")) {
		t.Errorf("receipt of order %s is no PDF file", id)
	}
}

// get decodes what the shop answers.
func (p *process) get(t *testing.T, path string, into any) {
	t.Helper()
	answer, err := p.call(t.Context(), http.MethodGet, path, "", http.StatusOK)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		t.Fatalf("%s: %v in %s", path, err, answer)
	}
}

// call sends a request and returns the body of the answer, which must have the
// given code.
func (p *process) call(ctx context.Context, method, path, body string, code int) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, p.url+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("X-Api-Key", apiKey)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != code {
		err = fmt.Errorf("%s %s: %s: %s", method, path, resp.Status, answer)
	}
	return answer, err
}

func TestMain(m *testing.M) {
	if _, err := exec.LookPath("go"); err != nil {
		fmt.Println("skipped: needs the go command")
		os.Exit(0)
	}
	os.Exit(m.Run())
}
