// Package inventory writes the background work that a program runs: what it is,
// where it is started, how long it lives and how it can end.
package inventory

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// An Item is one entry of the inventory with the package that it was found in.
type Item struct {
	Package string
	Entry   Entry
	raw     json.RawMessage
}

// An Entry is what the map analyzer reports, as far as people read it here; the
// JSON output is handed on whole.
type Entry struct {
	Posn     string   `json:"posn"`
	Func     string   `json:"func"`
	How      string   `json:"how"`
	Runs     string   `json:"runs"`
	Lifetime string   `json:"lifetime"`
	Evidence string   `json:"evidence"`
	Loop     *Loop    `json:"loop"`
	Stop     string   `json:"stop"`
	Recovers string   `json:"recovers"`
	End      string   `json:"end"`
	Opens    []string `json:"opens"`
	Through  []string `json:"through"`
	Loops    []Loop   `json:"loops"`
}

// A Loop is the loop that an entry is about, or one below it.
type Loop struct {
	Posn     string `json:"posn"`
	Kind     string `json:"kind"`
	Lifetime string `json:"lifetime"`
}

// Read takes the entries out of the map analyzer's diagnostics, in order of
// their positions and each once.
func Read(findings []finding.Finding) ([]Item, error) {
	var items []Item
	for _, f := range findings {
		item := Item{Package: f.Package, raw: json.RawMessage(f.Message)}
		if err := json.Unmarshal(item.raw, &item.Entry); err != nil {
			return nil, fmt.Errorf("%s: the inventory has an entry that is not JSON: %v", f.Posn, err)
		}
		items = append(items, item)
	}
	slices.SortStableFunc(items, compare)
	return slices.CompactFunc(items, func(a, b Item) bool { return string(a.raw) == string(b.raw) }), nil
}

func compare(a, b Item) int {
	if c := finding.ComparePosn(a.Entry.Posn, b.Entry.Posn); c != 0 {
		return c
	}
	return strings.Compare(string(a.raw), string(b.raw))
}
