// Package inventory keeps the stock levels in step with the supplier.
package inventory

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

const retryPause = 2 * time.Second

// Supplier is the company that delivers the articles.
type Supplier struct {
	url    string
	client *http.Client
	log    *slog.Logger
}

// NewSupplier returns a client of the supplier's service at url.
func NewSupplier(url string, log *slog.Logger) *Supplier {
	return &Supplier{url: url, client: &http.Client{Timeout: 5 * time.Second}, log: log}
}

// Levels opens the supplier's feed: one line of article, pieces and price in
// cents, parted by commas, for each article. The caller closes the feed.
func (s *Supplier) Levels(ctx context.Context) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/levels", nil)
	if err != nil {
		return nil, err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

// Reorder asks for more pieces of an article.
func (s *Supplier) Reorder(ctx context.Context, sku string) error {
	for attempt := 1; ; attempt++ {
		err := s.put(ctx, "/reorders/"+url.PathEscape(sku)) // want trap:stoperror
		if err == nil {
			return nil
		}
		s.log.Warn("reorder", "sku", sku, "attempt", attempt, "err", err)
		time.Sleep(retryPause) // want trap:deafwait
	}
}

func (s *Supplier) put(ctx context.Context, path string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, s.url+path, nil)
	if err != nil {
		return err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("supplier answered %s", resp.Status)
	}
	return nil
}

func parseFeed(r io.Reader) ([]store.Level, error) {
	var levels []store.Level
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		level, err := parseLevel(lines.Text())
		if err != nil {
			return nil, fmt.Errorf("feed line %d: %w", len(levels)+1, err)
		}
		levels = append(levels, level)
	}
	return levels, lines.Err()
}

func parseLevel(line string) (store.Level, error) {
	fields := strings.Split(line, ",")
	onHand, err := strconv.Atoi(fields[1])
	if err != nil {
		return store.Level{}, err
	}
	price, err := strconv.ParseInt(fields[2], 10, 64)
	return store.Level{SKU: fields[0], OnHand: onHand, Price: price}, err
}
