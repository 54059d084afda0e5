package knowledge

import "testing"

func TestStandardEndedRowsResolve(t *testing.T) {
	checkEnded(t, ".", func(path string) bool { return !isThirdPartyPath(path) })
}

func TestThirdPartyEndedRowsResolve(t *testing.T) {
	needHeavy(t)
	checkEnded(t, pinned, isThirdPartyPath)
}

func isThirdPartyPath(path string) bool {
	for _, p := range packages {
		if p.Path == path {
			return isThirdParty(p)
		}
	}
	return false
}

// checkEnded reads the rows as rows of calls and of stop errors, which the
// resolver knows how to compare with the real packages.
func checkEnded(t *testing.T, dir string, wanted func(path string) bool) {
	var rows []*Package
	paths := map[string]bool{}
	for _, row := range ended {
		if !wanted(row.Path) {
			continue
		}
		calls := Package{Path: row.Path}
		for _, name := range append(append([]string{}, row.Funcs...), row.By...) {
			calls.Calls = append(calls.Calls, Call{Func: name, Does: Receives})
		}
		rows = append(rows, &calls, &Package{Path: row.Pkg, Stops: []string{row.Err}})
		paths[row.Path], paths[row.Pkg] = true, true
	}
	var list []string
	for path := range paths {
		list = append(list, path)
	}
	loaded := declarations(t, dir, list...)
	for _, p := range rows {
		if pkg := loaded[p.Path]; pkg == nil || pkg.Types == nil {
			t.Errorf("%s: cannot be loaded", p.Path)
		} else {
			for _, fault := range faults(p, pkg.Types) {
				t.Error(fault)
			}
		}
	}
}

func TestEndedName(t *testing.T) {
	for _, test := range []struct{ path, err, want string }{
		{"net/http", "ErrServerClosed", "http.ErrServerClosed"},
		{"io", "EOF", "io.EOF"},
		{"github.com/redis/go-redis/v9", "ErrClosed", "go-redis.ErrClosed"},
	} {
		if got := (&Ended{Pkg: test.path, Err: test.err}).Name(); got != test.want {
			t.Errorf("%s: %s, want %s", test.path, got, test.want)
		}
	}
}
