package mail

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

const (
	digestEvery = 24 * time.Hour
	sendTimeout = 10 * time.Second
	operators   = "operators@shop.example"
)

// Books knows the takings.
type Books interface {
	Takings(ctx context.Context, since time.Time) (int64, error)
	TakeLease(ctx context.Context, name, holder string, ttl time.Duration) (bool, error)
}

// Digest tells the operators the takings of each day.
type Digest struct {
	books   Books
	gateway *Gateway
	log     *slog.Logger
	holder  string
}

// NewDigest returns a digest of the books. The holder tells this replica of the
// shop from the others.
func NewDigest(books Books, gateway *Gateway, log *slog.Logger, holder string) *Digest {
	return &Digest{books: books, gateway: gateway, log: log, holder: holder}
}

// Run sends a digest each day until ctx ends.
func (d *Digest) Run(ctx context.Context) error {
	tick := time.NewTicker(digestEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-tick.C:
			if err := supervise.Call(func() error { return d.send(ctx, now) }); err != nil {
				d.log.Error("send digest", "err", err)
			}
		}
	}
}

// send sends the digest of the day before now, unless another replica does.
func (d *Digest) send(ctx context.Context, now time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	day := now.Format(time.DateOnly)
	mine, err := d.books.TakeLease(ctx, "digest of "+day, d.holder, digestEvery)
	if err != nil || !mine {
		return err
	}
	sum, err := d.books.Takings(ctx, now.Add(-digestEvery))
	if err != nil {
		return fmt.Errorf("takings: %w", err)
	}
	body := fmt.Sprintf("Takings of the day: %d cents.\n", sum)
	return d.gateway.Send(ctx, "digest-"+day, Message{To: operators, Subject: "Takings", Body: body})
}
