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
// It leaves out what does not outlive a call, a turn of a loop or a request,
// and loops that an entry names already, unless all of it is wanted.
func WriteText(w io.Writer, items []Item, dir string, all bool) error {
	out := bufio.NewWriter(w)
	count := len(items)
	items = slices.Clone(items)
	if !all {
		items = withoutNamedLoops(slices.DeleteFunc(items, func(i Item) bool { return isShort(&i.Entry) }))
	}
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
	if left := count - len(items); left > 0 {
		fmt.Fprintf(out, "\n%d more that are part of these or end with a call, a turn of a loop or a request; -all lists them\n", left)
	}
	return out.Flush()
}

func isShort(e *analyzers.Entry) bool {
	return e.Lifetime == "call" || e.Lifetime == "iteration" || e.Lifetime == "request"
}

// withoutNamedLoops drops the loop that is what keeps another entry alive.
func withoutNamedLoops(items []Item) []Item {
	named := make(map[string]bool)
	for _, i := range items {
		if i.Entry.Loop != nil && i.Entry.How != "loop" {
			named[i.Entry.Loop.Posn] = true
		}
	}
	return slices.DeleteFunc(items, func(i Item) bool { return i.Entry.How == "loop" && named[i.Entry.Posn] })
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
