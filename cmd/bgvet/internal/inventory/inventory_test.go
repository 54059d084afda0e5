package inventory

import (
	"strings"
	"testing"

	"github.com/bgvet/bgvet/analyzers"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

func items(t *testing.T) []Item {
	at := func(pkg, message string) finding.Finding {
		return finding.Finding{Check: "map", Package: pkg, Diagnostic: finding.Diagnostic{Message: message}}
	}
	const poller = `{"posn":"/m/b/poll.go:9:2","func":"(*Poller).Start","how":"wrapper:safego.Go","through":["loop","once"],"runs":"(*Poller).loop","lifetime":"service","evidence":"started in Start","loop":{"posn":"/m/b/poll.go:20:2","kind":"endless"},"stop":"","recovers":"","end":"nobody notices","opens":["sql.Tx"],"loops":[{"posn":"/m/b/poll.go:22:3","kind":"drain","lifetime":"iteration"}],"new":12345678901234567890}`
	items, err := Read([]finding.Finding{
		at("m/b", poller),
		at("m/a", `{"posn":"/m/b/poll.go:12:2","runs":"serve","lifetime":"connection","stop":"ctx"}`),
		at("m/b", poller), // again, from the package's test variant
	})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

const wantText = `m/a

    b/poll.go:12:2: serve
        lifetime  connection
        stop      ctx
        recovers  -
        end       -

m/b

    b/poll.go:9:2: (*Poller).loop
        started   wrapper safego.Go in (*Poller).Start
        through   loop -> once
        lifetime  service (started in Start)
        loop      endless (b/poll.go:20:2)
        stop      -
        recovers  -
        end       nobody notices
        opens     sql.Tx
`

const wantJSON = `[
	{
		"end": "nobody notices",
		"evidence": "started in Start",
		"func": "(*Poller).Start",
		"how": "wrapper:safego.Go",
		"lifetime": "service",
		"loop": {
			"kind": "endless",
			"posn": "b/poll.go:20:2"
		},
		"loops": [
			{
				"kind": "drain",
				"lifetime": "iteration",
				"posn": "b/poll.go:22:3"
			}
		],
		"new": 12345678901234567890,
		"opens": [
			"sql.Tx"
		],
		"package": "m/b",
		"posn": "b/poll.go:9:2",
		"recovers": "",
		"runs": "(*Poller).loop",
		"stop": "",
		"through": [
			"loop",
			"once"
		]
	},
	{
		"lifetime": "connection",
		"package": "m/a",
		"posn": "b/poll.go:12:2",
		"runs": "serve",
		"stop": "ctx"
	}
]
`

func TestWrite(t *testing.T) {
	var text, json strings.Builder
	if err := WriteText(&text, items(t), "/m", true); err != nil {
		t.Fatal(err)
	}
	if text.String() != wantText {
		t.Errorf("text: got\n%s\nwant\n%s", text.String(), wantText)
	}
	if err := WriteJSON(&json, items(t), "/m"); err != nil {
		t.Fatal(err)
	}
	if json.String() != wantJSON {
		t.Errorf("json: got\n%s\nwant\n%s", json.String(), wantJSON)
	}
}

func TestEmpty(t *testing.T) {
	var text, json strings.Builder
	if err := WriteText(&text, nil, "", false); err != nil || text.String() != "" {
		t.Errorf("text: got %q, %v", text.String(), err)
	}
	if err := WriteJSON(&json, nil, ""); err != nil || json.String() != "[]\n" {
		t.Errorf("json: got %q, %v", json.String(), err)
	}
}

func TestReadNonsense(t *testing.T) {
	_, err := Read([]finding.Finding{{Diagnostic: finding.Diagnostic{Posn: "/a.go:1:1", Message: "spins"}}})
	if err == nil || !strings.Contains(err.Error(), "/a.go:1:1") {
		t.Errorf("got %v, want an error that names the place", err)
	}
}

// TestLongOnly leaves out a message's goroutine, and the loop that is part of an
// entry above.
func TestLongOnly(t *testing.T) {
	var all []Item
	for _, e := range []analyzers.Entry{
		{Posn: "/m/a.go:1:1", How: "go", Runs: "serve", Lifetime: "service", Loop: &analyzers.LoopEntry{Posn: "/m/a.go:9:1"}},
		{Posn: "/m/a.go:9:1", How: "loop", Runs: "serve", Lifetime: "service"},
		{Posn: "/m/a.go:20:1", How: "go", Runs: "handle", Lifetime: "request"},
	} {
		all = append(all, Item{Package: "m", Entry: e})
	}
	var text strings.Builder
	if err := WriteText(&text, all, "/m", false); err != nil {
		t.Fatal(err)
	}
	got := text.String()
	if strings.Count(got, "lifetime") != 1 || !strings.Contains(got, "a.go:1:1: serve") || !strings.Contains(got, "\n2 more that are part") {
		t.Errorf("got\n%s", got)
	}
}
