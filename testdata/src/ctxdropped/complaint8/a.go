package complaint8

import "context"

type Namer interface {
	Name(ctx context.Context) string
}

type Fixed struct{}

func (Fixed) Name(_ context.Context) string { return "fixed" }

func Use(ctx context.Context, n Namer) string { return n.Name(ctx) }
