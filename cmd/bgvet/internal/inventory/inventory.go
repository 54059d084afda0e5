// Package inventory writes the background work that a program runs: what it is,
// where it is started, how long it lives and how it can end.
package inventory

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// An Item is one entry of the inventory with the package that it was found in.
type Item struct {
	Package string
	Entry   analyzers.Entry
	raw     json.RawMessage
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
