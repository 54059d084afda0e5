package exits

import "log"

// Hub is started by users of this package, who are not told that it ended.
type Hub struct {
	defs   map[string]string
	sender []func(string)
}

func (h *Hub) Run(events <-chan string) {
	for ev := range events {
		if len(h.sender) == 0 {
			continue
		}
		def, ok := h.defs[ev]
		if !ok {
			log.Print("invalid event", ev)
			break // want `one item that is not in h\.defs ends \(\*Hub\)\.Run for good`
		}
		for _, send := range h.sender {
			send(def)
		}
	}
}
