// Shopd takes orders, confirms them by mail, makes receipts and keeps the stock.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/httpapi"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/store"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

type config struct {
	addr      string
	metrics   string
	database  string
	apiKey    string
	mailURL   string
	supplier  string
	warehouse string
	chores    string
	poll      time.Duration
	connAge   time.Duration
}

func main() {
	cfg := parseFlags()
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, cfg, log)
	stop()
	if err != nil {
		log.Error("shopd failed", "err", err)
		os.Exit(1)
	}
	log.Info("shopd stopped")
}

func parseFlags() config {
	var cfg config
	flag.StringVar(&cfg.addr, "addr", "127.0.0.1:8080", "address to listen on")
	flag.StringVar(&cfg.metrics, "metrics", "", "address to serve the counters on")
	flag.StringVar(&cfg.database, "db", "shop.db", "SQLite file")
	flag.StringVar(&cfg.apiKey, "key", os.Getenv("SHOP_KEY"), "key that callers must send")
	flag.StringVar(&cfg.mailURL, "mail", "http://127.0.0.1:8025/mails", "mail service")
	flag.StringVar(&cfg.supplier, "supplier", "http://127.0.0.1:8090", "supplier service")
	flag.StringVar(&cfg.warehouse, "warehouse", "", "address of the terminal in the warehouse")
	flag.StringVar(&cfg.chores, "chores", "@hourly", "when to do the chores")
	flag.DurationVar(&cfg.poll, "poll", 500*time.Millisecond, "how often to look for work")
	flag.DurationVar(&cfg.connAge, "conn-age", time.Hour, "how long a broker connection lasts")
	flag.Parse()
	return cfg
}

func run(ctx context.Context, cfg config, log *slog.Logger) (err error) {
	db, err := store.Open(ctx, cfg.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	keys, err := httpapi.NewKeys(cfg.apiKey)
	if err != nil {
		return err
	}
	s, err := assemble(cfg, db, log)
	if err != nil {
		return err
	}
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", cfg.addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	log.Info("listening", "addr", ln.Addr().String())
	return s.keepOpen(ctx, ln, keys, log)
}

// keepOpen runs everything until ctx ends or the server fails.
func (s *shop) keepOpen(ctx context.Context, ln net.Listener, keys *httpapi.Keys, log *slog.Logger) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return httpapi.Serve(ctx, ln, s.api.Handler(keys)) })
	for _, part := range s.services {
		g.Go(func() error { return supervise.Keep(ctx, log, part.name, part.run) })
	}
	return g.Wait()
}
