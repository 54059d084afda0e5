package knowledge

import (
	"strings"
	"testing"
)

// Each of these rows is wrong in one way, and must be told apart from the right
// ones that TestStandardRowsResolve is happy with.
func TestWrongRowsFail(t *testing.T) {
	pkg := declarations(t, ".", "net/http")["net/http"].Types
	for _, test := range []struct {
		want string
		rows Package
	}{
		{"Fetch: is no function", Package{Calls: []Call{{Func: "Fetch", Does: Asks}}}},
		{"Client.Fetch: is no function", Package{Calls: []Call{{Func: "Client.Fetch", Does: Asks}}}},
		{"Client.Timeout: is no function", Package{Calls: []Call{{Func: "Client.Timeout", Does: Pauses}}}},
		{"Get: says nothing new", Package{Calls: []Call{{Func: "Get"}}}},
		{"Get: says nothing new", Package{Calls: []Call{{Func: "Get", Does: Asks}, {Func: "Get", Does: Asks}}}},
		{"Head: takes no context", Package{Calls: []Call{{Func: "Get", Does: Asks, Ctx: "Head"}}}},
		{"Flush: is no function", Package{Calls: []Call{{Func: "Get", Does: Asks, Ctx: "Flush"}}}},
		{"HandleFunc: has no argument 2", Package{Runs: []Run{{Func: "HandleFunc", Arg: 2}}}},
		{"HandleFunc: has no argument -1", Package{Runs: []Run{{Func: "HandleFunc", Arg: -1}}}},
		{"has no code to run", Package{Runs: []Run{{Func: "HandleFunc", Arg: 0}}}},
		{"has no code to run", Package{Runs: []Run{{Func: "Handle", Arg: 1, Method: "Serve"}}}},
		{"is no field", Package{Runs: []Run{{Func: "Server.Serve", Arg: Field}}}},
		{"said twice", Package{Runs: []Run{{Func: "HandleFunc", Arg: 1}, {Func: "HandleFunc", Arg: 1}}}},
		{"Recover: is no function", Package{Runs: []Run{{Func: "HandleFunc", Arg: 1, RecoveredBy: []string{"Recover"}}}}},
		{"Serial: is no function", Package{Runs: []Run{{Func: "HandleFunc", Arg: 1, SerialBy: []string{"Serial"}}}}},
		{"Server: is no interface", Package{Roles: []Role{{Type: "Server", Method: "Serve"}}}},
		{"Handler: has no method Serve", Package{Roles: []Role{{Type: "Handler", Method: "Serve"}}}},
		{"Answer: is no type", Package{Scoped: []Scoped{{Type: "Answer"}}}},
		{"Client.Head2: is no function", Package{Scoped: []Scoped{{Type: "Response", From: []string{"Client.Head2"}}}}},
		{"NewRequest: hands out no Response", Package{Scoped: []Scoped{{Type: "Response", From: []string{"NewRequest"}}}}},
		{"Response.Close2: is no function", Package{Scoped: []Scoped{{Type: "Response", Ends: []string{"Response.Close2"}}}}},
		{"Get: hands out no Request", Package{Scoped: []Scoped{{Type: "Request", Copy: "Get"}}}},
		{"ErrGone: is no error variable", Package{Stops: []string{"ErrGone"}}},
		{"Server.Addr: is no channel", Package{Feeds: []Feed{{Of: "Server.Addr"}}}},
		{"Get: has no channel", Package{Feeds: []Feed{{Of: "Get"}}}},
		{"Gone: is no function or field", Package{Feeds: []Feed{{Of: "Gone"}}}},
		{"DefaultClient: is no error variable", Package{Stops: []string{"DefaultClient"}}},
	} {
		test.rows.Path = "net/http"
		if got := strings.Join(faults(&test.rows, pkg), "\n"); !strings.Contains(got, test.want) {
			t.Errorf("want a fault with %q, got %q", test.want, got)
		}
	}
}

// A method belongs to the type that declares it: a row under another name would
// never be found.
func TestRowsUnderAnotherNameFail(t *testing.T) {
	pkg := checkSources(t).lib
	for _, test := range []struct {
		want string
		rows Package
	}{
		{"DB.Ping: is declared as example.com/lib.core.Ping", Package{Calls: []Call{{Func: "DB.Ping", Does: Asks}}}},
		{"Renamed.Query: is declared as example.com/lib.DB.Query", Package{Calls: []Call{{Func: "Renamed.Query", Does: Asks}}}},
		{"Stream.Read: is declared as example.com/lib.Reader.Read", Package{Calls: []Call{{Func: "Stream.Read", Does: Receives}}}},
		{"Renamed: is no type of its own", Package{Scoped: []Scoped{{Type: "Renamed"}}}},
	} {
		if got := strings.Join(faults(&test.rows, pkg), "\n"); !strings.Contains(got, test.want) {
			t.Errorf("want a fault with %q, got %q", test.want, got)
		}
	}
}
