package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/config"
)

// TestSuppression: a line with a call of bad is reported, one with a call of
// badly is silenced.
func TestSuppression(t *testing.T) {
	tests := map[string]string{
		"line before": `
			//lint:ignore hotloop it is fine
			var a = badly()
			var b = bad()`,
		"end of line": `
			var a = badly() //lint:ignore hotloop it is fine
			var b = bad()`,
		"names": `
			var a = badly() //lint:ignore loopexit,hotloop it is fine
			var b = badly() //lint:ignore bgvet it is fine
			var c = badly() //lint:ignore bgvet/hotloop it is fine
			var d = badly() //lint:ignore crash/hotloop it is fine
			var e = bad() //lint:ignore loopexit it is fine
			var f = bad() //lint:ignore SA1000 it is fine
			var g = bad() //lint:ignore cancel/hotloop it is fine
			var h = bad() //lint:ignore all it is fine`,
		"reason": `
			var a = bad() //lint:ignore hotloop
			var b = bad() //lint:ignore hotloop // a comment is no reason
			var c = badly() //nolint:hotloop`,
		"form": `
			var a = bad() // lint:ignore hotloop it is fine
			var b = bad() //lint:ignored hotloop it is fine
			var c = bad() //nolinter
			var d = bad() //nolint:
			var e = bad() /* nolint */`,
		"comment between": `
			//lint:ignore hotloop it is fine
			// and this is why
			var a = badly()`,
		"two directives": `
			//lint:ignore loopexit it is fine
			//lint:ignore hotloop it is fine
			var a = badly()`,
		"blank line": `
			//lint:ignore hotloop it is fine

			var a = bad()`,
		"statement of many lines": `
			func f() {
				//lint:ignore hotloop it is fine
				x := call(
					1,
					badly(),
				)
				bad()
			}`,
		"end of a statement of many lines": `
			func f() {
				x := call(
					badly(),
				) //lint:ignore hotloop it is fine
				bad()
			}`,
		"inside a statement": `
			func f() {
				x := call(
					//lint:ignore hotloop it is fine
					badly(
						badly(),
					),
					bad(),
				)
			}`,
		"declaration of many lines": `
			//lint:ignore hotloop it is fine
			var (
				a = 1
				b = badly()
			)`,
		"not into bodies": `
			func f() {
				//lint:ignore hotloop it is fine
				for badly() {
					bad()
				}
				//lint:ignore hotloop it is fine
				if badly() {
					bad()
				} else if badly() {
					bad()
				}
				//lint:ignore hotloop it is fine
				go call(badly(), func() {
					bad()
				}, badly())
			}
			//lint:ignore hotloop it is fine
			func g(a [badly()]int) {
				bad()
			}`,
		"case": `
			func f() {
				switch {
				//lint:ignore hotloop it is fine
				case badly(), call(
					badly()):
					bad()
				}
				select {
				case <-badly(): //lint:ignore hotloop it is fine
					bad()
				}
			}`,
		"end of a line that opens a body": `
			func f() {
				for badly() { //lint:ignore hotloop it is fine
					bad()
				}
				for badly() { //nolint:hotloop
					bad()
				}
			}`,
		"nolint names": `
			var a = badly() //nolint
			var b = badly() //nolint:all
			var c = badly() //nolint:bgvet
			var d = badly() //nolint:errcheck, HotLoop // it is fine
			var e = badly() // nolint:crash/hotloop
			var f = bad() //nolint:errcheck
			var g = bad() //nolint:errcheck // not hotloop`,
		"nolint into bodies": `
			func f() {
				//nolint:hotloop
				for badly() {
					badly()
				}
				bad()
			}
			//nolint:bgvet
			func g() {
				badly()
			}
			func h() {
				bad()
			}`,
		"file-ignore": `
			var a = badly()
			func f() {
				//lint:file-ignore hotloop it is fine
			}
			var b = badly()`,
		"file-ignore without a reason": `
			//lint:file-ignore hotloop
			var a = bad()`,
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) { checkSuppression(t, "package p\n"+source) })
	}
	t.Run("above the package clause", func(t *testing.T) {
		checkSuppression(t, "//nolint:hotloop\npackage p\n\nvar a = badly()\n")
		checkSuppression(t, "//lint:ignore hotloop it is fine\npackage p\n\nvar a = bad()\n")
	})
}

func checkSuppression(t *testing.T, source string) {
	t.Helper()
	var want []string
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "a.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == "bad" {
			want = append(want, fset.Position(id.Pos()).String())
		}
		return true
	})
	diagnostics, _, fset := analyze(t, &config.Config{}, sample(reportCall), map[string]string{"a.go": source})
	var got []string
	for _, d := range diagnostics {
		got = append(got, fset.Position(d.Pos).String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("reported at %v, want %v in\n%s", got, want, source)
	}
}

// TestUsed: a directive counts as used for findings that are only emitted in
// other runs, and every directive that fits counts.
func TestUsed(t *testing.T) {
	source := head + "//lint:ignore hotloop it is fine\nvar a = badstrict() //nolint:hotloop\n\nvar b = good() //nolint:hotloop\n"
	_, result, fset := analyze(t, &config.Config{}, sample(reportCall), map[string]string{"a.go": source})
	var used []int
	for pos := range result.used {
		used = append(used, fset.Position(pos).Line)
	}
	slices.Sort(used)
	if !slices.Equal(used, []int{3, 4}) {
		t.Errorf("used are the directives of lines %v", used)
	}
}
