// Package mail tells customers that their order has been taken.
package mail

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
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

// Send hands a message to the service.
func (g *Gateway) Send(ctx context.Context, msg Message) error {
	body, err := json.Marshal(msg)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, g.url, bytes.NewReader(body)) // want trap:ctxsibling
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := g.client.Do(req) // want trap:scopeleak
	if err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("mail service answered %s", resp.Status)
	}
	return resp.Body.Close()
}
