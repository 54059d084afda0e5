package inventory

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// WriteText writes the entries for people, under the package that they are in.
func WriteText(w io.Writer, items []Item, dir string) error {
	out := bufio.NewWriter(w)
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b Item) int { return strings.Compare(a.Package, b.Package) })
	for i, item := range items {
		if i == 0 || items[i-1].Package != item.Package {
			if i > 0 {
				fmt.Fprintln(out)
			}
			fmt.Fprintln(out, item.Package)
		}
		fmt.Fprintln(out)
		writeEntry(out, &item.Entry, dir)
	}
	return out.Flush()
}

func writeEntry(w io.Writer, e *analyzers.Entry, dir string) {
	fmt.Fprintf(w, "    %s: %s\n", finding.RelativePosn(e.Posn, dir), e.Runs)
	row(w, "started", started(e), "")
	row(w, "through", strings.Join(e.Through, " -> "), "")
	row(w, "lifetime", e.Lifetime, e.Evidence)
	if e.Loop != nil {
		row(w, "loop", e.Loop.Kind, finding.RelativePosn(e.Loop.Posn, dir))
	}
	row(w, "stop", orNothing(e.Stop), "")
	row(w, "recovers", orNothing(e.Recovers), "")
	row(w, "end", orNothing(e.End), "")
	row(w, "opens", strings.Join(e.Opens, ", "), "")
}

// started says how the work is started, and in which function that stands: "go in
// (*Poller).Start", "wrapper safego.Go in main".
func started(e *analyzers.Entry) string {
	how := strings.Replace(e.How, ":", " ", 1)
	if how != "" && e.Func != "" {
		return how + " in " + e.Func
	}
	return how + e.Func
}

// row writes one line of an entry; an empty value has none.
func row(w io.Writer, name, value, detail string) {
	if value == "" {
		return
	}
	if detail != "" {
		value += " (" + detail + ")"
	}
	fmt.Fprintf(w, "        %-9s %s\n", name, value)
}

func orNothing(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
