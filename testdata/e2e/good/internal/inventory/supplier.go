// Package inventory keeps the stock levels in step with the supplier.
package inventory

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/store"
)

const maxFeed = 1 << 20

// Supplier is the company that delivers the articles.
type Supplier struct {
	url    string
	client *http.Client
}

// NewSupplier returns a client of the supplier's service at url.
func NewSupplier(url string) *Supplier {
	return &Supplier{url: url, client: &http.Client{Timeout: 5 * time.Second}}
}

// Levels fetches the supplier's feed: one line of article, pieces and price in
// cents, parted by commas, for each article.
func (s *Supplier) Levels(ctx context.Context) ([]store.Level, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/levels", nil)
	if err != nil {
		return nil, err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("supplier answered %s", resp.Status)
	}
	return parseFeed(io.LimitReader(resp.Body, maxFeed))
}

// Reorder asks for more pieces of an article. The supplier ignores a second
// request for the same article on the same day.
func (s *Supplier) Reorder(ctx context.Context, sku string) error {
	target := s.url + "/reorders/" + url.PathEscape(sku)
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, target, nil)
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
	if len(fields) != 3 {
		return store.Level{}, fmt.Errorf("%d fields instead of 3", len(fields))
	}
	onHand, err := strconv.Atoi(fields[1])
	if err != nil {
		return store.Level{}, err
	}
	price, err := strconv.ParseInt(fields[2], 10, 64)
	return store.Level{SKU: fields[0], OnHand: onHand, Price: price}, err
}
