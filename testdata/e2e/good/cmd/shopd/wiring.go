package main

import (
	"context"
	"crypto/rand"
	"log/slog"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/catalog"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/cleanup"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/httpapi"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/inventory"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/mail"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/orders"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/queue"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/receipts"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/store"
)

// service is a part of the shop that works in the background.
type service struct {
	name string
	run  func(context.Context) error
}

// shop holds what main has to run.
type shop struct {
	api      *httpapi.API
	services []service
}

// assemble builds the shop.
func assemble(cfg config, db *store.Store, log *slog.Logger) (*shop, error) {
	replica := rand.Text()
	gateway, supplier := mail.NewGateway(cfg.mailURL), inventory.NewSupplier(cfg.supplier)
	chores, err := cleanup.New(db, gateway, log, replica, cfg.chores)
	if err != nil {
		return nil, err
	}
	shelf := catalog.New(db, log)
	parts := []service{
		{"catalog", shelf.Run},
		{"mail", mail.NewWorker(db, gateway, log, cfg.poll).Run},
		{"digest", mail.NewDigest(db, gateway, log, replica).Run},
		{"receipts", receipts.NewWorker(db, log, cfg.poll).Run},
		{"inventory", inventory.NewPoller(db, supplier, log, replica, cfg.poll).Run},
		{"chores", chores.Run},
	}
	if cfg.metrics != "" {
		parts = append(parts, service{"metrics", httpapi.NewMetrics(cfg.metrics).Run})
	}
	parts = append(parts, messaging(cfg, db, log)...)
	api := httpapi.New(orders.NewService(db, shelf), db, shelf, gateway, log)
	return &shop{api: api, services: parts}, nil
}

// messaging returns the services on both sides of the brokers.
func messaging(cfg config, db *store.Store, log *slog.Logger) []service {
	stock, audit := queue.NewBroker(cfg.connAge, log), queue.NewBroker(cfg.connAge, log)
	relay := queue.NewRelay(db, log, cfg.poll, stock, audit)
	parts := []service{
		{"relay", relay.Run},
		{"reserver", queue.NewConsumer(stock, queue.NewReserver(db), log).Run},
		{"auditor", queue.NewConsumer(audit, queue.NewAuditor(db), log).Run},
	}
	if cfg.warehouse != "" {
		display := queue.NewBroker(cfg.connAge, log)
		relay.Show(display)
		parts = append(parts, service{"mirror", queue.NewMirror(display, cfg.warehouse, log).Run})
	}
	return parts
}
