package summary

// order sorts the functions into groups: those that call each other in a circle
// are one group, and every group comes after those that it calls (Tarjan's
// strongly connected components).
func (s *Summaries) order() {
	o := &ordering{s: s, low: make([]int, len(s.bodies)), number: make([]int, len(s.bodies))}
	for i := range s.bodies {
		if o.number[i] == 0 {
			o.visit(i)
		}
	}
	s.groups = o.groups
}

type ordering struct {
	s      *Summaries
	number []int // of the visit, 0 for not yet
	low    []int // the lowest number in reach; done for what is in a group
	count  int
	stack  []int
	groups [][]int
}

const done = int(^uint(0) >> 1)

func (o *ordering) visit(i int) {
	o.count++
	o.number[i], o.low[i] = o.count, o.count
	o.stack = append(o.stack, i)
	o.s.bodies[i].eachCallee(func(j int) {
		if o.number[j] == 0 {
			o.visit(j)
		}
		o.low[i] = min(o.low[i], o.low[j])
	})
	if o.low[i] == o.number[i] {
		o.close(i)
	}
}

// close makes a group of all that was found since i.
func (o *ordering) close(i int) {
	at := len(o.stack) - 1
	for o.stack[at] != i {
		at--
	}
	group := append([]int(nil), o.stack[at:]...)
	o.stack = o.stack[:at]
	for _, j := range group {
		o.low[j] = done
	}
	o.groups = append(o.groups, group)
}

// eachCallee visits all functions whose summaries that of b is made from.
func (b *body) eachCallee(visit func(int)) {
	for _, lit := range b.f.Lits {
		visit(lit.Index)
	}
	for _, t := range b.calls {
		for _, callee := range t.bodies {
			visit(callee.Index)
		}
		for _, h := range t.handed {
			for _, callee := range h.bodies {
				visit(callee.Index)
			}
		}
	}
}
