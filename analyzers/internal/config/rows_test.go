package config

import (
	"go/token"
	"go/types"
	"reflect"
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
)

const userRows = `
knowledge:
  example.com/queue:
    services:
      - type: Worker
      - {type: Feed, method: Pump, lifetime: connection, blocks: false, panic: recovered, error: retried}
    scoped:
      - Message
      - {type: Session, lifetime: connection, from: [Pool.Get, Open], ends: [Session.Close], copy: Session.Clone}
    blocking:
      - Client.Fetch
      - {func: Wait, does: pauses, ctx: WaitContext}
    offload:
      - {func: Pool.Do, arg: 1}
    recovers:
      - Safely
    spawns:
      - {func: Group.Go, arg: 0, lifetime: service, each: request, panic: repanics, error: stopsall, overlaps: true}
      - {func: Handler.Serve, arg: field}
      - {func: Task.Start, arg: receiver, method: Run}
    reports:
      - Alert.Error
    stops:
      - ErrClosed
`

func TestRows(t *testing.T) {
	f, err := parse("test.yaml", []byte(userRows))
	if err != nil {
		t.Fatal(err)
	}
	want := &knowledge.Package{
		Path: "example.com/queue",
		Calls: []knowledge.Call{
			{Func: "Client.Fetch", Does: knowledge.Asks},
			{Func: "Wait", Does: knowledge.Pauses, Ctx: "WaitContext"},
			{Func: "Pool.Do", Does: knowledge.Limits},
			{Func: "Alert.Error", Does: knowledge.Reports},
		},
		Runs: []knowledge.Run{
			{Func: "Pool.Do", Arg: 1, Life: knowledge.PerCall, Error: knowledge.Returned},
			{Func: "Safely", Life: knowledge.PerCall, Panic: knowledge.Recovered, Error: knowledge.Returned},
			{Func: "Group.Go", Async: true, Life: knowledge.Service, Each: knowledge.Request, Panic: knowledge.Repanics, Error: knowledge.StopsAll, Overlaps: true},
			{Func: "Handler.Serve", Arg: knowledge.Field, Async: true},
			{Func: "Task.Start", Arg: -1, Method: "Run", Async: true},
		},
		Roles: []knowledge.Role{
			{Type: "Worker", Method: "Run", Life: knowledge.Service, Blocks: true, Error: knowledge.Returned},
			{Type: "Feed", Method: "Pump", Life: knowledge.Connection, Panic: knowledge.Recovered, Error: knowledge.Retried},
		},
		Scoped: []knowledge.Scoped{
			{Type: "Message", Life: knowledge.Request},
			{Type: "Session", Life: knowledge.Connection, From: []string{"Pool.Get", "Open"}, Ends: []string{"Session.Close"}, Copy: "Session.Clone"},
		},
		Stops: []string{"ErrClosed"},
	}
	if len(f.rows) != 1 || !reflect.DeepEqual(f.rows[0], want) {
		t.Errorf("rows are\n%+v, want\n%+v", f.rows[0], want)
	}
}

// TestTable asks the table the way the passes do.
func TestTable(t *testing.T) {
	c := configOf(t, userRows)
	pkg := types.NewPackage("example.com/queue", "queue")
	named := types.NewNamed(types.NewTypeName(token.NoPos, pkg, "Client", nil), types.NewStruct(nil, nil), nil)
	recv := types.NewParam(token.NoPos, pkg, "c", types.NewPointer(named))
	fetch := types.NewFunc(token.NoPos, pkg, "Fetch", types.NewSignatureType(recv, nil, nil, nil, nil, false))
	if row, ok := c.Table.Call(fetch); !ok || row.Does != knowledge.Asks {
		t.Errorf("row of Fetch is %v, %t", row, ok)
	}
	if !c.Table.Knows("time") {
		t.Error("the rows of the user replace the built-in ones")
	}
	if knowledge.Base().Knows("example.com/queue") {
		t.Error("the rows of the user are in the shared table")
	}
}

func TestTableIsShared(t *testing.T) {
	name := write(t, userRows)
	first, second := options{file: name}, options{file: name}
	a, err := first.config()
	if err != nil {
		t.Fatal(err)
	}
	b, err := second.config()
	if err != nil {
		t.Fatal(err)
	}
	if a.Table != b.Table {
		t.Error("the table was built twice for one file")
	}
}
