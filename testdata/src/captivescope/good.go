package captivescope

import (
	"context"
	"database/sql"

	"github.com/bgvet/bgvet/runtime/di"
)

type Printer struct{ scopes di.ScopeFactory }

func NewPrinter(scopes di.ScopeFactory) *Printer { return &Printer{scopes} }

type Clock struct{}

func NewClock() *Clock { return &Clock{} }

type Alarm struct{ clock *Clock }

func NewAlarm(clock *Clock) *Alarm { return &Alarm{clock} }

// docs:good
func wireWell() (*di.Provider, error) {
	var well di.Collection
	well.Singleton(openDB)
	well.Scoped(NewUnitOfWork)
	well.Singleton(NewPrinter) // opens a scope for each unit of work
	return well.Build()
}

// docs:end

// A transient without state may be kept, and scoped services may need scoped ones.
func wireSilent() {
	var silent di.Collection
	silent.Transient(NewClock)
	silent.Singleton(NewAlarm)
	silent.Scoped(NewUnitOfWork)
	silent.Scoped(NewMapper)
}

// The last registration counts.
func wireTwice() {
	var twice di.Collection
	twice.Scoped(openDB)
	twice.Singleton(openDB)
	twice.Singleton(func(db *sql.DB) *Reports { return nil })
}

func inScope(ctx context.Context, p *di.Provider) error {
	s, err := p.Scopes().New(ctx)
	if err != nil {
		return err
	}
	defer s.Close(ctx)
	_, err = di.Get[*UnitOfWork](s)
	return err
}
