package summary

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
)

// maxChain bounds the chains of a package's own functions. What lies deeper is
// still known as an effect, but not how it comes about: a chain that merely
// ended early could be taken for a shorter one, and the result would depend on
// which was found first.
const maxChain = 12

// cut stands in a chain for names that are left out.
const cut = "..."

func isLost(chain []string) bool { return len(chain) == 1 && chain[0] == cut }

// evidence is what a recover keeps from its callers.
const evidence = knowledge.Panics | Foreign | Parses

// Bounds for the chains of evidence. What can panic on its input is checked,
// converted or validated somewhere on the way too often to blame a goroutine
// further away for it; code that others handed in stays theirs on any way.
const (
	maxPanics  = 3
	maxForeign = 4
	maxParses  = 6
)

// isFar reports whether evidence is too far away for one more caller.
func (e *May) isFar() bool {
	switch e.Effect {
	case knowledge.Panics:
		return len(e.Via) >= maxPanics
	case Foreign:
		return len(e.Via) >= maxForeign
	case Parses:
		return len(e.Via) >= maxParses || slices.Contains(e.Via, cut)
	}
	return false
}

// May is one effect and how it comes about: the names of the functions called,
// outermost first, the last being the one that has the effect itself. Names
// carry their package: "store.fetch", "(*sql.DB).Query".
type May struct {
	Effect knowledge.Effect // a single bit
	Via    []string
}

// Effects is a set of effects, sorted by bit.
type Effects []May

// Has reports whether any of the effects is in the set.
func (es Effects) Has(mask knowledge.Effect) bool {
	for _, e := range es {
		if e.Effect&mask != 0 {
			return true
		}
	}
	return false
}

// Mask returns the set without its chains.
func (es Effects) Mask() knowledge.Effect {
	var mask knowledge.Effect
	for _, e := range es {
		mask |= e.Effect
	}
	return mask
}

// Chain returns how the first of the effects in mask comes about.
func (es Effects) Chain(mask knowledge.Effect) []string {
	for _, e := range es {
		if e.Effect&mask != 0 {
			return e.Via
		}
	}
	return nil
}

// add puts every effect of mask into the set, keeping the shorter chain; equal
// lengths are ordered by name, so that the result does not depend on the order
// of additions. It reports whether the set changed.
func (es *Effects) add(mask knowledge.Effect, via ...string) bool {
	changed := false
	for mask != 0 {
		bit := knowledge.Effect(1) << bits.TrailingZeros32(uint32(mask))
		mask &^= bit
		changed = es.addOne(bit, via) || changed
	}
	return changed
}

func (es *Effects) addOne(bit knowledge.Effect, via []string) bool {
	if len(via) > maxChain {
		via = []string{cut}
	}
	at, found := es.find(bit)
	if !found {
		*es = slices.Insert(*es, at, May{bit, slices.Clone(via)})
		return true
	}
	if !shorter(via, (*es)[at].Via) {
		return false
	}
	(*es)[at].Via = slices.Clone(via)
	return true
}

func (es Effects) find(bit knowledge.Effect) (int, bool) {
	return slices.BinarySearchFunc(es, bit, func(e May, bit knowledge.Effect) int { return cmp.Compare(e.Effect, bit) })
}

func shorter(a, b []string) bool {
	switch {
	case isLost(a) || isLost(b):
		return !isLost(a)
	case len(a) != len(b):
		return len(a) < len(b)
	}
	return slices.Compare(a, b) < 0
}

// join adds the effects of a callee, as far as mask lets them through, under
// the callee's name.
func (es *Effects) join(name string, callee Effects, mask knowledge.Effect) bool {
	changed := false
	for _, e := range callee {
		if e.Effect&mask == 0 || e.isFar() {
			continue
		}
		at, found := es.find(e.Effect)
		if found && !isBetter(name, e.Via, (*es)[at].Via) {
			continue // most often the case
		}
		via := e.Via
		if !isLost(via) {
			via = append([]string{name}, via...)
		}
		changed = es.addOne(e.Effect, via) || changed
	}
	return changed
}

// isBetter reports whether name and via make a shorter chain than old.
func isBetter(name string, via, old []string) bool {
	switch {
	case isLost(via) || isLost(old):
		return !isLost(via)
	case len(via)+1 != len(old):
		return len(via)+1 < len(old)
	}
	return cmp.Or(strings.Compare(name, old[0]), slices.Compare(via, old[1:])) < 0
}

// Local writes a chain for readers of the package named pkg, who know where
// they are: its own functions lose the package's name.
func Local(chain []string, pkg string) []string {
	out := make([]string, len(chain))
	for i, name := range chain {
		name = strings.Replace(name, "(*"+pkg+".", "(*", 1)
		name = strings.Replace(name, "("+pkg+".", "(", 1)
		out[i] = strings.TrimPrefix(name, pkg+".")
	}
	return out
}
