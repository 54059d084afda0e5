package inventory

import (
	"context"
	"fmt"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

// Ledger writes the levels down.
type Ledger struct {
	session *store.Session
}

// NewLedger returns a ledger that writes through the session.
func NewLedger(session *store.Session) *Ledger { return &Ledger{session: session} }

// Enter writes all levels down.
func (l *Ledger) Enter(ctx context.Context, levels []store.Level) error {
	for _, level := range levels {
		if err := l.session.SetLevel(ctx, level); err != nil {
			return fmt.Errorf("level of %s: %w", level.SKU, err)
		}
	}
	return nil
}
