package host

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A wave is a set of services that may start or stop at the same time.
type wave []*registration

// arrange returns the waves in which services start: outermost services first,
// then in the order of registration, except that a service pulls those it comes
// after before itself. Without concurrency each wave is one service.
func arrange(services []*registration, concurrent bool) ([]wave, error) {
	o := ordering{byName: make(map[string]*registration), depth: make(map[*registration]int)}
	for _, r := range services {
		o.byName[r.name] = r
		if r.settings.outermost {
			o.outermost = append(o.outermost, r)
		}
	}
	var errs []error
	for _, r := range slices.Concat(o.outermost, services) {
		errs = append(errs, o.place(r))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return o.waves(concurrent), nil
}

// ordering is one depth-first walk along the edges.
type ordering struct {
	byName    map[string]*registration
	outermost []*registration

	path   []*registration       // from the first service of the walk to the current one
	depth  map[*registration]int // of placed services: length of the longest chain before them
	placed []*registration
}

func (o *ordering) place(r *registration) (err error) {
	if _, done := o.depth[r]; done {
		return nil
	}
	if i := slices.Index(o.path, r); i >= 0 {
		return fmt.Errorf("host: services wait for each other: %s", chain(append(o.path[i:], r)))
	}
	o.path = append(o.path, r)
	defer func() {
		o.path = o.path[:len(o.path)-1]
		if err != nil {
			o.depth[r] = 0 // so that each mistake is reported once
		}
	}()
	depth := 0
	for _, name := range r.settings.after {
		before, ok := o.byName[name]
		if !ok {
			return fmt.Errorf("host: service %q is to start after %q, which is not registered", r.name, name)
		}
		if err := o.place(before); err != nil {
			return err
		}
		depth = max(depth, o.depth[before]+1)
	}
	return o.settle(r, depth)
}

// settle gives r its place after the services it names and, unless it is
// outermost itself, after the outermost ones.
func (o *ordering) settle(r *registration, depth int) error {
	for _, name := range r.settings.after {
		if r.settings.outermost && !o.byName[name].settings.outermost {
			return fmt.Errorf("host: outermost service %q cannot start after %q, which is not outermost", r.name, name)
		}
	}
	if !r.settings.outermost {
		for _, before := range o.outermost {
			depth = max(depth, o.depth[before]+1)
		}
	}
	o.depth[r] = depth
	o.placed = append(o.placed, r)
	return nil
}

func (o *ordering) waves(concurrent bool) []wave {
	var waves []wave
	for i, r := range o.placed {
		at := i
		if concurrent {
			at = o.depth[r]
		}
		for len(waves) <= at {
			waves = append(waves, nil)
		}
		waves[at] = append(waves[at], r)
	}
	return waves
}

func chain(path []*registration) string {
	var names []string
	for _, r := range path {
		names = append(names, fmt.Sprintf("%q", r.name))
	}
	return strings.Join(names, " after ")
}
