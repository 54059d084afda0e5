package di

// ancestry is the chain of singletons under construction above a resolution. It
// goes through scope factories, which are the one way around the static graph.
type ancestry struct {
	singleton *binding
	above     *ancestry
}

func (a *ancestry) constructing(b *binding) bool {
	for ; a != nil; a = a.above {
		if a.singleton == b && b.building.Load() {
			return true
		}
	}
	return false
}

// await notes that the constructor above asks for b, until awaited is called. It
// reports whether that can end well: a constructor that asks for its own
// singleton would wait for itself, and one whose singleton is asked for by the
// constructor it waits for, on another goroutine, would do so in the end.
func (r resolution) await(b *binding) bool {
	if r.under == nil {
		return true // nobody waits for whoever asks
	}
	r.provider.waits.Lock()
	defer r.provider.waits.Unlock()
	for needed := b; needed != nil; needed = needed.awaits {
		if r.under.constructing(needed) {
			return false
		}
	}
	r.under.singleton.awaits = b
	return true
}

func (r resolution) awaited() {
	if r.under == nil {
		return
	}
	r.provider.waits.Lock()
	defer r.provider.waits.Unlock()
	r.under.singleton.awaits = nil
}
