package boundless

import (
	"net/http"
	"sync"
)

type locales struct {
	mu     sync.Mutex
	loaded map[string]map[string]string
}

func (l *locales) reset(name string) { l.loaded[name] = nil }

// ServeHTTP replaces what is there already: there are as many as were put in.
func (l *locales) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("locale")
	l.mu.Lock()
	defer l.mu.Unlock()
	old, ok := l.loaded[name]
	if old != nil {
		return
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	l.loaded[name] = map[string]string{"yes": "ja"}
}
