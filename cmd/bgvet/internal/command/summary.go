package command

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// summarize counts the findings by trap and says what to read first. It is for
// people who see many of them at once, as in a first run.
func (c *Command) summarize(r *request, result *result) {
	wanted := r.summary.value
	if !r.summary.given {
		wanted = r.format == "text" && isTerminal(c.Stderr)
	}
	if wanted {
		c.writeSummary(c.Stderr, result.findings)
	}
}

func (c *Command) writeSummary(w io.Writer, findings []finding.Finding) {
	traps, known, total := make(map[string]map[string]int), 0, 0
	for _, f := range findings {
		switch {
		case f.Known:
			known++
		case f.Silenced == nil:
			total++
			_, trap := c.Suite.Find(f.Check)
			if traps[trap] == nil {
				traps[trap] = make(map[string]int)
			}
			traps[trap][f.Check]++
		}
	}
	if total == 0 {
		return // what is known needs no word each time
	}
	fmt.Fprintf(w, "\n%s", plural(total, "finding"))
	if known > 0 {
		fmt.Fprintf(w, ", and %d in the baseline", known)
	}
	fmt.Fprint(w, "\n\n")
	first := ""
	for _, trap := range c.Suite.Traps {
		if checks := traps[trap.Group]; len(checks) > 0 {
			first = cmp.Or(first, mostFrequent(checks))
			fmt.Fprintf(w, "  %4d  %-9s %s\n        %-9s bgvet explain %s\n", sum(checks), trap.Group, trap.About, "", mostFrequent(checks))
			delete(traps, trap.Group)
		}
	}
	for _, trap := range slices.Sorted(maps.Keys(traps)) {
		fmt.Fprintf(w, "  %4d  %-9s bgvet explain %s\n", sum(traps[trap]), cmp.Or(trap, "other"), mostFrequent(traps[trap]))
	}
	if first != "" {
		fmt.Fprintf(w, "\nRead first: bgvet explain %s, then bgvet -%s.\n", first, first)
	}
}

// mostFrequent returns the check with the most findings, by name where two have
// as many.
func mostFrequent(checks map[string]int) string {
	best := ""
	for _, name := range slices.Sorted(maps.Keys(checks)) {
		if best == "" || checks[name] > checks[best] {
			best = name
		}
	}
	return best
}

func sum(checks map[string]int) int {
	n := 0
	for _, count := range checks {
		n += count
	}
	return n
}

// useColor obeys https://no-color.org.
func useColor(w io.Writer) bool { return os.Getenv("NO_COLOR") == "" && isTerminal(w) }
