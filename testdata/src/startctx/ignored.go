package startctx

import (
	"context"
	"os/exec"

	"go.uber.org/fx"
)

// serve does not look at its context.
func serve(ctx context.Context, path string) { _ = exec.Command("node", path).Run() }

// serveUntil does.
func serveUntil(ctx context.Context, path string) { _ = exec.CommandContext(ctx, "node", path).Run() }

func frontend(lc fx.Lifecycle) {
	lc.Append(fx.Hook{OnStart: func(ctx context.Context) error {
		go serve(ctx, "server.js")
		go serveUntil(ctx, "server.js") // want `serveUntil lives on ctx, the context of a hook`
		return nil
	}})
}
