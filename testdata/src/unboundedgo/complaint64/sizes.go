// Package complaint64: a fan-out over arrays, literals and constants is small.
package complaint64

import (
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
)

type job struct{ ID string }

func work(ctx context.Context, id string) error {
	req, err := http.NewRequestWithContext(ctx, "GET", "http://peer/"+id, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

var regions = []string{"eu", "us", "ap"}

type Config struct{ Targets []string }

type poller struct {
	cfg   Config
	names []string
}

func newPoller(names []string) *poller { return &poller{names: names} }

func (p *poller) poll(ctx context.Context, array [4]string) {
	var wg sync.WaitGroup
	for _, id := range []string{"a", "b"} {
		wg.Go(func() { _ = work(ctx, id) })
	}
	for _, id := range array {
		wg.Go(func() { _ = work(ctx, id) })
	}
	for _, id := range regions {
		wg.Go(func() { _ = work(ctx, id) })
	}
	for range 10 {
		wg.Go(func() { _ = work(ctx, "") })
	}
	for range runtime.NumCPU() * 2 {
		wg.Go(func() { _ = work(ctx, "") })
	}
	for _, id := range p.cfg.Targets {
		wg.Go(func() { _ = work(ctx, id) })
	}
	for _, id := range p.names {
		wg.Go(func() { _ = work(ctx, id) })
	}
	for _, id := range strings.Split(os.Getenv("IDS"), ",") {
		wg.Go(func() { _ = work(ctx, id) })
	}
	n := flag.Int("n", 4, "how many")
	for range *n {
		wg.Go(func() { _ = work(ctx, "") })
	}
	wg.Wait()
}

// handle: what a request carries is data.
func (p *poller) handle(w http.ResponseWriter, r *http.Request) {
	var jobs []job
	if err := json.NewDecoder(r.Body).Decode(&jobs); err != nil {
		return
	}
	var wg sync.WaitGroup
	for _, j := range jobs {
		wg.Go(func() { _ = work(r.Context(), j.ID) }) // want "a goroutine for each element of jobs"
	}
	wg.Wait()
	p.each(r.Context(), jobs)
}

// each is only called with a request's list.
func (p *poller) each(ctx context.Context, jobs []job) {
	var wg sync.WaitGroup
	for i := range jobs {
		wg.Go(func() { _ = work(ctx, jobs[i].ID) }) // want "a goroutine for each element of jobs"
	}
	wg.Wait()
}

type offer struct {
	Parts int `json:"parts"`
}

// download: a peer says how many parts there are.
func (p *poller) download(w http.ResponseWriter, r *http.Request) {
	var o offer
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		return
	}
	fetch(r.Context(), &o)
}

func fetch(ctx context.Context, o *offer) {
	var wg sync.WaitGroup
	for range o.Parts {
		wg.Go(func() { _ = work(ctx, "") }) // want "a goroutine for each one of o.Parts"
	}
	wg.Wait()
}

// files: whatever lies in a folder.
func files(ctx context.Context, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	for _, e := range entries {
		wg.Go(func() { _ = work(ctx, e.Name()) }) // want "a goroutine for each element of entries"
	}
	wg.Wait()
	return nil
}
