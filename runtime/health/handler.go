package health

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

// checkTimeout limits the checks of one request, so that a hanging one turns
// into an answer before the prober gives up.
const checkTimeout = 5 * time.Second

// A Host is what the endpoints report on; [host.Host] is one.
type Host interface {
	Readiness(ctx context.Context) []host.Check
	Liveness(ctx context.Context) []host.Check
	Shutdown(cause error)
}

// Handler serves /livez and /readyz, for a server that exists already. Such a
// server must be up as long as the host, or the probes see no difference between
// a process that starts and one that is dead.
func Handler(h Host) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /livez", endpoint(h.Liveness))
	mux.Handle("GET /readyz", endpoint(h.Readiness))
	return mux
}

func endpoint(ask func(context.Context) []host.Check) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), checkTimeout)
		defer cancel()
		query := r.URL.Query()
		a := answer{excluded: query["exclude"]}
		for _, c := range ask(ctx) {
			a.add(c)
		}
		a.warn()
		a.write(w, query.Has("verbose"))
	}
}

// An answer gathers the lines for one request.
type answer struct {
	excluded []string
	matched  []string
	lines    []string
	failed   bool
}

func (a *answer) add(c host.Check) {
	switch {
	case slices.Contains(a.excluded, c.Name):
		a.matched = append(a.matched, c.Name)
		a.lines = append(a.lines, fmt.Sprintf("[+]%s excluded: ok", c.Name))
	case c.Err != nil:
		a.failed = true
		a.lines = append(a.lines, fmt.Sprintf("[-]%s failed: %s", c.Name, oneLine(c.Err)))
	default:
		a.lines = append(a.lines, fmt.Sprintf("[+]%s ok", c.Name))
	}
}

// warn names exclusions that matched nothing: most likely misspelt.
func (a *answer) warn() {
	for _, name := range a.excluded {
		if !slices.Contains(a.matched, name) {
			a.lines = append(a.lines, fmt.Sprintf("warning: nothing to exclude under %q", name))
		}
	}
}

func (a *answer) write(w http.ResponseWriter, verbose bool) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	status, word := http.StatusOK, "ok"
	if a.failed {
		status, word = http.StatusServiceUnavailable, "failed"
	}
	w.WriteHeader(status)
	if verbose || a.failed {
		fmt.Fprintln(w, strings.Join(a.lines, "\n"))
	}
	fmt.Fprintln(w, word)
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }
