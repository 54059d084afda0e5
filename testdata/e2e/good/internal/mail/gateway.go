// Package mail tells customers that their order has been taken.
package mail

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Message is one mail.
type Message struct {
	To      string `json:"to"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
}

// Gateway sends mail through an HTTP service.
type Gateway struct {
	url    string
	client *http.Client
}

// NewGateway returns a gateway to the service at url.
func NewGateway(url string) *Gateway {
	return &Gateway{url: url, client: &http.Client{Timeout: 5 * time.Second}}
}

// Send hands a message to the service. The service sends only one message for
// each key, so that a message may be handed over again.
func (g *Gateway) Send(ctx context.Context, key string, msg Message) error {
	body, err := json.Marshal(msg)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", key)
	resp, err := g.client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode/100 != 2 {
		reason, _ := io.ReadAll(io.LimitReader(resp.Body, 512))
		return fmt.Errorf("mail service answered %s: %s", resp.Status, reason)
	}
	return nil
}
