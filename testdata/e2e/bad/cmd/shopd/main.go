// Shopd takes orders, confirms them by mail, makes receipts and keeps the stock.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/httpapi"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/supervise"
)

const (
	startTimeout = 30 * time.Second
	stopTimeout  = 5 * time.Second
)

type config struct {
	addr      string
	metrics   string
	database  string
	apiKey    string
	mailURL   string
	templates string
	supplier  string
	warehouse string
	chores    string
	pattern   string
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
	flag.StringVar(&cfg.templates, "templates", "", "folder with the texts of the mails")
	flag.StringVar(&cfg.supplier, "supplier", "http://127.0.0.1:8090", "supplier service")
	flag.StringVar(&cfg.warehouse, "warehouse", "", "address of the terminal in the warehouse")
	flag.StringVar(&cfg.chores, "chores", "@hourly", "when to do the chores")
	flag.StringVar(&cfg.pattern, "hide", `\d{10,}`, "what to leave out of the statement")
	flag.DurationVar(&cfg.poll, "poll", 500*time.Millisecond, "how often to look for work")
	flag.DurationVar(&cfg.connAge, "conn-age", time.Hour, "how long a broker connection lasts")
	flag.Parse()
	return cfg
}

func run(ctx context.Context, cfg config, log *slog.Logger) error {
	s, err := assemble(ctx, cfg, log)
	if err != nil {
		return err
	}
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", cfg.addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	log.Info("listening", "addr", ln.Addr().String())
	srv := serve(ln, s.handler, log)
	defer srv.Close()
	if cfg.metrics != "" {
		s.services = append(s.services, httpapi.NewMetrics(cfg.metrics))
	}
	if cfg.warehouse != "" {
		go supervise.Keep(ctx, log, "mirror", s.mirror.Run)
	}
	startCtx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	hooks, err := startAll(startCtx, s.services, log)
	if err != nil {
		return err
	}
	for _, q := range s.queues {
		hooks.Add(q.Close)
	}
	defer s.mailer.Stop(context.WithoutCancel(ctx))
	<-ctx.Done()
	if err := srv.Shutdown(ctx); err != nil { // want trap:deadctx
		log.Warn("shutdown", "err", err)
	}
	hooks.Run()
	return s.store.Close()
}

func serve(ln net.Listener, handler http.Handler, log *slog.Logger) *http.Server {
	srv := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      10 * time.Second,
	}
	go func() {
		if err := srv.Serve(ln); err != nil {
			log.Error("http server", "err", err)
			os.Exit(1) // want trap:stoperror?
		}
	}()
	return srv
}

// startAll starts the services and returns the hooks that stop them.
func startAll(ctx context.Context, services []service, log *slog.Logger) (*supervise.Hooks, error) {
	var hooks supervise.Hooks
	for _, s := range services {
		if err := s.Start(ctx); err != nil {
			return nil, fmt.Errorf("start %T: %w", s, err)
		}
		hooks.Add(func() { stopOne(s, log) })
	}
	return &hooks, nil
}

func stopOne(s service, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	if err := s.Stop(ctx); err != nil && !errors.Is(err, context.Canceled) {
		log.Warn("stop", "service", fmt.Sprintf("%T", s), "err", err)
	}
}
