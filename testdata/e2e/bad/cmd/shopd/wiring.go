package main

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/samber/do/v2"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/catalog"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/cleanup"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/httpapi"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/inventory"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/mail"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/orders"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/queue"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/receipts"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

// service is a part of the shop that works in the background.
type service interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
}

// shop holds what main has to start and stop.
type shop struct {
	store    *store.Store
	mailer   *mail.Worker
	mirror   *queue.Mirror
	queues   []*queue.Broker
	services []service
	handler  http.Handler
}

// provide registers the parts that share the database.
func provide(ctx context.Context, cfg config, log *slog.Logger) do.Injector {
	parts := do.New()
	do.Provide(parts, func(do.Injector) (*store.Store, error) {
		return store.Open(ctx, cfg.database)
	})
	do.ProvideTransient(parts, func(i do.Injector) (*store.Session, error) {
		return do.MustInvoke[*store.Store](i).Session(ctx)
	})
	do.Provide(parts, func(i do.Injector) (*inventory.Ledger, error) {
		return inventory.NewLedger(do.MustInvoke[*store.Session](i)), nil // want trap:captivescope
	})
	do.Provide(parts, func(i do.Injector) (*catalog.Catalog, error) {
		return catalog.New(ctx, do.MustInvoke[*store.Store](i), log)
	})
	return parts
}

// assemble builds the shop.
func assemble(ctx context.Context, cfg config, log *slog.Logger) (*shop, error) {
	parts := provide(ctx, cfg, log)
	ledger, err := do.Invoke[*inventory.Ledger](parts)
	if err != nil {
		return nil, err
	}
	shelf, err := do.Invoke[*catalog.Catalog](parts)
	if err != nil {
		return nil, err
	}
	keys, err := httpapi.NewKeys(cfg.apiKey)
	if err != nil {
		return nil, err
	}
	db := do.MustInvoke[*store.Store](parts)
	return furnish(cfg, db, ledger, shelf, keys, log), nil
}

func furnish(cfg config, db *store.Store, ledger *inventory.Ledger, shelf *catalog.Catalog, keys *httpapi.Keys,
	log *slog.Logger) *shop {
	gateway, supplier := mail.NewGateway(cfg.mailURL), inventory.NewSupplier(cfg.supplier, log)
	mailer := mail.NewWorker(gateway, db, log, cfg.templates)
	printer := receipts.NewWorker(db, log, taxStamp)
	stockQueue, auditQueue := queue.NewBroker(cfg.connAge), queue.NewBroker(cfg.connAge)
	cashier := orders.NewService(db, shelf, log)
	cashier.OnPlaced(mailer.Enqueue)
	cashier.OnPlaced(printer.Enqueue)
	cashier.OnPlaced(queue.NewPublisher(log, stockQueue, auditQueue).Announce)
	return &shop{
		store:   db,
		mailer:  mailer,
		queues:  []*queue.Broker{stockQueue, auditQueue},
		mirror:  queue.NewMirror(auditQueue, cfg.warehouse, log),
		handler: httpapi.New(cashier, db, shelf, printer, mailer, log).Handler(keys),
		services: []service{
			mailer,
			printer,
			queue.NewConsumer(stockQueue, db, log),
			queue.NewAuditor(auditQueue, db, log),
			inventory.NewPoller(db, ledger, supplier, log, cfg.poll),
			cleanup.New(db, gateway, log, cfg.chores, cfg.pattern, logChore(log)),
		},
	}
}

func taxStamp(o orders.Order) string {
	return "tax " + strconv.FormatInt(o.Total*19/119, 10)
}

func logChore(log *slog.Logger) func(string, int64) {
	return func(chore string, rows int64) { log.Info("chore done", "chore", chore, "rows", rows) }
}
