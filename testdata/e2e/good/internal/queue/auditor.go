package queue

import (
	"context"
	"encoding/json"
	"fmt"
)

// Diary is where the auditor writes.
type Diary interface {
	Note(ctx context.Context, key, text string) error
}

// Auditor writes every placed order into the diary.
type Auditor struct {
	diary Diary
}

// NewAuditor returns an auditor that writes into the diary.
func NewAuditor(diary Diary) *Auditor { return &Auditor{diary: diary} }

// Handle writes one message down.
func (a *Auditor) Handle(ctx context.Context, d Delivery) error {
	var placed Placed
	if err := json.Unmarshal(d.Body, &placed); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	return a.diary.Note(ctx, "placed "+placed.OrderID, string(d.Body))
}
