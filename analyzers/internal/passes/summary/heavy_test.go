package summary

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/packages"
)

// All of the standard library, and two large modules, as if they were the
// user's own code. What compiles there is more than fixtures think of.
func TestRealCode(t *testing.T) {
	if os.Getenv("BGVET_HEAVY") != "1" {
		t.Skip("takes minutes: set BGVET_HEAVY=1")
	}
	modules := filepath.Join(fixtures(t), "knowledge") // pins third-party modules
	for _, c := range []struct {
		mode     packages.LoadMode
		dir      string
		patterns []string
	}{
		{needed, ".", []string{"std"}},
		{needed | packages.NeedDeps, modules, []string{"sigs.k8s.io/controller-runtime/..."}},
		{needed | packages.NeedDeps, modules, []string{"github.com/nats-io/nats.go/...", "github.com/twmb/franz-go/..."}},
	} {
		t.Run(c.patterns[0], func(t *testing.T) {
			l := load(t, c.mode, c.dir, c.patterns...)
			for _, p := range l.packages {
				s := l.solve(p, p.Syntax)
				want := texts(s, p.Fset)
				ask(s)
				compare(t, p.PkgPath, want, texts(l.solve(p, shuffled(p, 1)), p.Fset))
			}
			for name, fact := range l.facts {
				checkForm(t, name, fact)
			}
			t.Logf("%d packages", len(l.packages))
		})
	}
}
